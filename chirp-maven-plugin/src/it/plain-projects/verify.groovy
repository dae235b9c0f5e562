import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
List answers = log.readLines().findAll { it.startsWith('{') }.collect { new JsonSlurper().parseText(it) }

// whatever aws-lambda-java-core the project has: here as under AWS's own client
List modules = ['core-110', 'core-121', 'core-123', 'core-130', 'core-140']
assert answers.size() == 2 * modules.size()
modules.eachWithIndex { module, i ->
    Map expected = [core: "Lambda's", env: 'AWS_Lambda_java17', item: '2 tea', jackson: module == 'core-140' ? 'own' : 'none',
        module: module + '_order', runtime: '/var/runtime', stream: 'true', trace: 'true', word: 'grüß']
    assert answers[2 * i] == expected
    assert answers[2 * i + 1] == expected
}

List failures = log.readLines().findAll { it.startsWith('[ERROR] Failed to execute goal') }
assert failures.size() == 4
assert failures[0].contains("Module 'failing' was not compiled.") && log.contains('release version 99 not supported')
assert log.contains('Try: -Dmaven.compiler.release=' + Runtime.version().feature())
assert failures[1].contains('Handler acme.Mapping failed: java.lang.NoClassDefFoundError: com/fasterxml/jackson/databind/ObjectMapper')
assert failures[2].contains('java.lang.NoClassDefFoundError') && failures[2].contains('com/fasterxml/jackson/databind/ObjectMapper')
assert failures[3].contains('Handler acme.Mapping failed: java.io.FileNotFoundException: gone')
