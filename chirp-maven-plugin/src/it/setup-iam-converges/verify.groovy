String log = new File(basedir, 'build.log').text

assert log.contains('Account 000000000000, region us-east-1, as arn:aws:iam::000000000000:user/sandbox')
assert log.contains('+ role chirp-prod')
assert log.contains('    + tag chirp:project=dev.chirp.it:api')
assert log.contains('Dry run: nothing was changed.')
assert log.count("Created role 'chirp-prod'.") == 1
assert log.count("Attached policy 'chirp-lambda-policy' to role 'chirp-prod'.") == 1
assert log.count("INFO] Role 'chirp-prod' and policy 'chirp-lambda-policy' are up to date.") == 1
assert log.contains('Next: mvn chirp:deploy')
assert log.contains("chirp.roleName is 'chirp prod', but IAM accepts only 1 to 64 letters, digits and _+=,.@- there.")
// Neither the root nor a module that only inherits the plugin has anything of it.
assert !new File(basedir, 'target').exists()
assert !new File(basedir, 'library/target').exists()

Map state = new groovy.json.JsonSlurper().parse(new File(basedir, 'api/target/chirp/sandbox/iam.json'))
Map account = state.accounts['000000000000']
assert account.roles['chirp-prod'].tags.team == 'birds'
assert account.roles['chirp-prod'].attached == ['arn:aws:iam::000000000000:policy/chirp-lambda-policy']
assert account.policies.values().versions.collect { it.size() } == [1]

Map printed = new groovy.json.JsonSlurper().parse(new File(basedir, 'print.json'))
assert printed.function.Statement.Sid == ['Logs', 'LogWrite', 'Tables']
assert printed.deployer.Statement.find { it.Sid == 'PassRole' }.Resource == 'arn:aws:iam::000000000000:role/chirp-prod'

// Without a project, the sandbox is the directory's, and the role does not belong to a project.
File outside = new File(basedir, 'target/outside')
outside.mkdirs()
List command = [System.getProperty('maven.home') + '/bin/mvn', '-B', '-o',
    '-Dmaven.repo.local=' + localRepositoryPath,
    // the repository was filled through another settings file
    '-Daether.enhancedLocalRepository.trackingFilename=none',
    "dev.chirp:chirp-maven-plugin:${new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).build.plugins.plugin.version}:setup-iam".toString(),
    '-Dchirp.sandbox']
Process process = new ProcessBuilder(command as String[]).directory(outside).redirectErrorStream(true).start()
String output = process.inputStream.text
assert process.waitFor() == 0 : output
assert output.contains('    + tag chirp:project=none')
assert new File(outside, 'target/chirp/sandbox/iam.json').exists()
