Closure run = { List arguments, boolean succeeds = true ->
    List command = [System.getProperty('maven.home') + '/bin/mvn', '-q', '-B', '-Dmaven.repo.local=' + localRepositoryPath,
        '-s', new File(basedir.parentFile, 'interpolated-settings.xml').path] + arguments
    Process process = new ProcessBuilder(command as String[]).directory(basedir).start()
    process.outputStream.close()
    ByteArrayOutputStream out = new ByteArrayOutputStream()
    ByteArrayOutputStream err = new ByteArrayOutputStream()
    process.waitForProcessOutput(out, err)
    assert (process.exitValue() == 0) == succeeds : out.toString('UTF-8') + err.toString('UTF-8')
    [out: out.toString('UTF-8'), err: err.toString('UTF-8')]
}

// Each function answers here as from its zip under AWS's own client.
run(['chirp:setup-iam', 'chirp:deploy', '-Dchirp.sandbox'])
[
    place_order: '{"statusCode":201,"body":"PlaceOrder.Order(item=tea, count=2) for 7"}\n',
    stored_pictures: '["a cat.jpg 2026"]\n',
    sum_numbers: '{"sum":42}\n',
].each { function, answer ->
    [[], ['-Dremote', '-Dchirp.sandbox']].each { where ->
        Map result = run(['chirp:invoke', '-Dfunction=' + function] + where)
        assert result.out == answer
        if (function == 'place_order') {
            assert result.err =~ /(?m)^[0-9a-f-]{36} INFO  PlaceOrder - order of tea$/
        }
    }
}

// What the shade plugin has built is what runs here and in the sandbox, unchanged.
List classic = ['-f', 'classic/pom.xml']
File pom = new File(basedir, 'classic/pom.xml')
(new File(basedir, 'pom.xml').text =~ /(maven-\w+-plugin)<\/artifactId>\s*<version>(.*?)</).each {
    pom.text = pom.text.replace('@' + it[1] + '.version@', it[2])
}
pom.text = pom.text.replace('@project.version@',
    (new File(basedir, 'pom.xml').text =~ /chirp-maven-plugin<\/artifactId>\s*<version>(.*?)</)[0][1])
assert run(classic + ['chirp:invoke'], false).out.contains(
    "<package> names 'classic/target/classic-1.0.jar' (or -Dchirp.package), which is not a file.")
run(classic + ['package', 'chirp:setup-iam', 'chirp:deploy', '-Dchirp.sandbox'])
File jar = new File(basedir, 'classic/target/classic-1.0.jar')
Map report = new groovy.json.JsonSlurper().parse(new File(basedir, 'classic/target/chirp/deploy-report.json'))
assert report.zip.codeSha256 == java.security.MessageDigest.getInstance('SHA-256').digest(jar.bytes).encodeBase64().toString()
[[], ['-Dremote', '-Dchirp.sandbox']].each { where ->
    assert run(classic + ['chirp:invoke', '-Dfunction=queued_orders'] + where).out == '"tea acme.gson.Gson"\n'
}

// If a framework builds the zip, Chirp refuses to build another one before it does anything.
assert run(classic + ['chirp:deploy', '-Dchirp.package=', '-Pquarkus', '-Dchirp.sandbox'], false).out.contains(
    "Quarkus builds the zip of module 'classic': a zip by Chirp would lack the classes that Quarkus generates.")
