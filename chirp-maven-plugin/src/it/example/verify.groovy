import groovy.json.JsonSlurper
import java.util.zip.ZipFile

String log = new File(basedir, 'build.log').text
List ids = log.findAll(/\{"data": \{"id": "\d{13}-[0-9a-f]{16}"}/).collect { it.find(/\d{13}-[0-9a-f]{16}/) }
assert ids.size() == 2

// The second run has read what the first has written, and the deployed function what both have.
List pages = log.findAll(/(?m)^\{"data": \{"chirps".*$/).collect { new JsonSlurper().parseText(it).data.chirps }
assert pages[0].collect { it.id } == [ids[0]]
assert pages[1].collect { it.id } == ids
assert pages[2].collect { it.id } == ids
assert pages[1].collect { it['chirp-text'] } == ['Hello, world', 'Hello once']

assert log.findAll(/(?m)^ERROR: \{"data": \{"httpStatusCode": 404, .*There is no chirp 1000000000000-0000000000000000/).size() == 2
assert log =~ /(?m)^ERROR: \{"data": \{"httpStatusCode": 409, .*client-token was used for another chirp/
assert log.contains('http://127.0.0.1:') && log.contains('X-Amz-Expires=300')
assert !log.contains('of-the-developer')
assert log.contains('5 functions: 5 created')
assert log.contains('"arn:aws:dynamodb:eu-west-1:000000000000:table/chirp"')
assert log.contains('"arn:aws:s3:::chirp-example-images/customer-image/*"')
assert log.findAll(/"(?:dynamodb|s3):\w+"/).toSet() ==
    ['"dynamodb:GetItem"', '"dynamodb:PutItem"', '"dynamodb:Query"', '"s3:GetObject"', '"s3:PutObject"'].toSet()

// The logs go too, because the deploy has made their groups.
['server_status', 'save_chirp', 'fetch_chirps', 'fetch_chirp', 'create_image_location'].each {
    assert log.contains("Remove function 'chirp_" + it + "'")
    assert log.contains("Remove log group '/aws/lambda/chirp_" + it + "'")
}

// A table that is missing: the log says it, the caller learns no more than that something failed.
assert log =~ /(?m)^ERROR: \{"data": \{"httpStatusCode": 500, .*"message": "An internal server error occurred"/
assert log.contains('Requested resource not found')

Closure start = { String function, List arguments ->
    List command = [System.getProperty('maven.home') + '/bin/mvn', '-q', '-B', '-o',
        '-Dmaven.repo.local=' + localRepositoryPath,
        '-Daether.enhancedLocalRepository.trackingFilename=none', 'chirp:invoke',
        '-Dfunction=' + function, '-Dchirp.expect=' + (function == 'save_chirp' ? 201 : 200)] + arguments
    ProcessBuilder builder = new ProcessBuilder(command).directory(basedir).redirectErrorStream(true)
    builder.environment().put('AWS_REGION', 'eu-west-1')
    builder.start()
}
Closure answer = { Process process ->
    String output = process.inputStream.text
    assert process.waitFor() == 0 : output
    output
}
Closure byId = { String id -> '-Dpayload={"params": {"path": {"id": "' + id + '"}}}' }

// A chirp is found by its id, here and there.
assert answer(start('fetch_chirp', [byId(ids[1])])).contains('"chirp-text": "Hello once"')
assert answer(start('fetch_chirp', [byId(ids[0]), '-Dremote', '-Dchirp.sandbox'])).contains('"chirp-text": "Hello, world"')

// Two runs at once take turns, and none loses what it has saved.
List both = [start('save_chirp', []), start('save_chirp', ['-Devent=long'])].collect { answer(it).find(/\d{13}-[0-9a-f]{16}/) }
assert both.every { answer(start('fetch_chirps', [])).contains(it) }

// While another goal has the sandbox, a typing mistake is reported at once.
new RandomAccessFile(new File(basedir, 'target/chirp/sandbox/lock'), 'rw').withCloseable { file ->
    assert file.channel.tryLock()
    Process mistaken = start('save_chirp', ['-Devent=none'])
    String output = mistaken.inputStream.text
    assert mistaken.waitFor() != 0
    assert output.contains("Event file 'src/test/event/save_chirp/none.json' does not exist.")
}

// A user's POM has no parent to take versions from; this one follows the repository's all the same.
Closure version = { File pom -> (pom.text =~ /<aws-sdk.version>(.*?)</)[0][1] }
assert version(new File(basedir, 'pom.xml')) == version(new File(basedir, '../../../../pom.xml'))

// OpenApiDocumentTest validates this document. After a change: cp target/it/example/target/openapi.json ../chirp-serve/src/test/resources/openapi/example.json
assert new File(basedir, 'target/openapi.json').text == new File(basedir, '../../../../chirp-serve/src/test/resources/openapi/example.json').text

// The project's classes and their dependencies, and no class of the tests, the sandbox or the plugin.
File zip = new File(basedir, 'target/chirp/chirp.zip')
assert zip.length() < 50_000_000
List names = new ZipFile(zip).withCloseable { it.entries().collect { entry -> entry.name } }
assert names.contains('dev/chirp/example/aws/DynamoDbChirpStore.class')
assert names.any { it.startsWith('lib/dynamodb-') }
assert !names.any { it =~ /junit|chirp-maven-plugin|asm-|netty|apache-client|Test|InMemory|src\/test|\.json$/ }
