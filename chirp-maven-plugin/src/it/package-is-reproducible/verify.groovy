import java.security.MessageDigest
import java.util.zip.ZipFile

String log = new File(basedir, 'build.log').text
File zip = new File(basedir, 'api/target/chirp/api.zip')

// The first two runs wrote the same bytes, and reported it; the refused runs left them alone.
// The second began with the command in the message about secrets: mvn clean.
List hashes = (log =~ /\[INFO\] CodeSha256 (\S+)/).collect { it[1] }
assert hashes.size() == 3
String hash = MessageDigest.getInstance('SHA-256').digest(zip.bytes).encodeBase64().toString()
assert hashes[0] == hashes[1]
assert hashes[2] == hash
assert log =~ /\[INFO\] Package .*api\.zip: [0-9.]+ MB, [0-9.]+ MB unzipped/
assert log =~ /\[INFO\] .*ependencies: jackson-databind-[^ ]+\.jar [0-9.]+ MB, /
assert log.contains('[INFO] 1 function, runtime java17')
assert log.contains('[INFO] 1 function, runtime java21') // the POM says java11
assert log.contains("[INFO] Module 'greeting' has no functions.")
assert zip.parentFile.list().sort() as List == ['api.zip', 'compiled']

new ZipFile(zip).withCloseable { opened ->
    List names = opened.entries().collect { it.name }
    assert names.containsAll(['acme/', 'acme/Greet.class', 'lib/', 'lib/greeting-1.0.jar'])
    assert names.every { it.startsWith('acme/') || it == 'lib/' || it =~ /^lib\/[^\/]+\.jar$/ }
    assert names.any { it.startsWith('lib/chirp-runtime-') }
    assert names.any { it.startsWith('lib/aws-lambda-java-core-') }
    byte[] packaged = new File(basedir, 'greeting/target/greeting-1.0.jar').bytes
    assert opened.getInputStream(opened.getEntry('lib/greeting-1.0.jar')).bytes == packaged
    assert !names.any { it =~ /opentest4j|apiguardian/ } // of scope provided and test
}

assert log =~ /Class acme\.Greet in '.*classes' is compiled for Java 17, and the runtime 'java11' runs Java 11\. Also:\n\[ERROR\]   dev\.chirp\.internal\.json\.\w+ in 'lib\/chirp-runtime-.*' is .*\n\[ERROR\]   acme\.Greeting in 'lib\/greeting-1\.0\.jar' is compiled for Java 17\n\[ERROR\] Try: -Dchirp\.runtime=java17\n/
assert log.contains('This project has no function: ')
assert log =~ /code can read them: client\.p12, lib\/greeting-1\.0\.jar!\/c\.p12\.\n\[ERROR\] Try: delete it from src\/main\/resources, then mvn clean chirp:package; or, if intended, <packageAllow>client\.p12,lib\/greeting-1\.0\.jar!\/c\.p12<\/packageAllow>\n/
