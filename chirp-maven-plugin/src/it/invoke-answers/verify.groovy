String log = new File(basedir, 'build.log').text
String error404 = '{"data": {"httpStatusCode": 404, "detailCode": 100, "message": "No chirp %s",'

assert log.contains('\n{"data": {"id": "1"}, "code": 200, "notes": null}\n')
assert log.contains('\nERROR: ' + String.format(error404, '2'))
assert log.contains('\nERROR: ' + String.format(error404, '3'))
assert log =~ /\[INFO\] -{35}\n/
assert log =~ /\[INFO\] REPORT RequestId: \S+ Duration: [0-9.]+ ms Billed Duration: \d+ ms Memory Size: 512 MB Max Memory Used: \d+ MB Init Duration: [0-9.]+ ms/
assert log.contains("Function 'find_chirp' returned status 404, but -Dchirp.expect is 200.")
assert log.contains('Skipped by chirp.skip.')

// Compiled once: the runs after the first found nothing changed.
assert log.count('process-classes @ invoke-answers >>>') == 1

// Under -q stdout holds the result and nothing else; the function's own output is on stderr.
Closure run = { List arguments, String stdin ->
    List command = [System.getProperty('maven.home') + '/bin/mvn', '-q', '-B', '-o',
        '-Dmaven.repo.local=' + localRepositoryPath,
        // the repository was filled through another settings file
        '-Daether.enhancedLocalRepository.trackingFilename=none', 'chirp:invoke'] + arguments
    Process process = new ProcessBuilder(command as String[]).directory(basedir).start()
    process.outputStream.withWriter { it << stdin }
    ByteArrayOutputStream out = new ByteArrayOutputStream()
    ByteArrayOutputStream err = new ByteArrayOutputStream()
    process.waitForProcessOutput(out, err)
    assert process.exitValue() == 0 : out.toString() + err.toString()
    assert err.toString().contains('looking for a chirp')
    out.toString()
}
assert run([], '') == '{"data": {"id": "1"}, "code": 200, "notes": null}\n'
assert run(['-Devent=-'], '{"params": {"path": {"id": "4"}}}').startsWith('ERROR: ' + String.format(error404, '4'))
assert run(['-Dpayload={"params": {"path": {"id": "5"}}}'], '').startsWith('ERROR: ' + String.format(error404, '5'))

// Chirp compiles each kind of changed file, and no other.
File source = new File(basedir, 'src/main/java/acme/FindChirp.java')
source.text = source.text.replace('throw new', 'throw (RuntimeException) new').replace('Map.of("id", id)', 'Map.of("stage", stage())')
    .replaceAll(/}\s*$/, '''
          private static String stage() {
            try (java.io.InputStream in = FindChirp.class.getResourceAsStream("/stage.txt")) {
              return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        }
    ''')
Closure stage = { List arguments -> (run(arguments, '') =~ /"stage": "(.*?)"/)[0][1] }
assert stage([]) == 'dev first'
new File(basedir, 'src/main/resources/stage.txt').text = 'test ${stage}'
assert stage([]) == 'test first'
File pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<stage>first<', '<stage>second<')
assert stage([]) == 'test second'
assert stage(['-Dstage=typed']) == 'test typed'
assert stage([]) == 'test second'
assert new File(basedir, 'target/classes').deleteDir()
assert stage([]) == 'test second'

// No event of any run is left behind.
assert new File(basedir, 'target/chirp').list() as List == ['compiled']
