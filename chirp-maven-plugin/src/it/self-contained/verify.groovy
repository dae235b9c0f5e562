import java.util.zip.ZipFile

String log = new File(basedir, 'build.log').text
File chirp = new File(basedir, 'api/target/chirp')

// One training for all runs with the same jars, JDK and events; the last run does not train.
assert (log =~ /INFO] Runtime image of Java \d+ with java\.base\n/).count == 1
assert (log =~ /INFO] AOT cache of [0-9.]+ MB, trained with 1 event\n/).count == 1
assert log.count('INFO] The runtime image and the AOT cache are up to date.') == 3
List hashes = (log =~ /\[INFO\] CodeSha256 (\S+)/).collect { it[1] }
assert hashes.size() == 5
assert hashes[0..3].toUnique().size() == 1
assert !log.contains('-X shows its output')
assert !new File(chirp, 'training').exists()

// Deployed, proved, and run by its own JVM.
assert log =~ /chirp_greet +created +[0-9.]+ s  live none -> 1, proved\n/
String java = (log =~ /Runtime image of Java (\d+)/)[0][1]
assert log.contains('{"data": {"greeting": "Hello, Lambda", "java": ' + java + '}, "code": 200, "notes": null}') ||
    log.contains('{"data": {"java": ' + java + ', "greeting": "Hello, Lambda"}, "code": 200, "notes": null}')
assert log.contains('\n"saved"\n')
assert log.contains('provided.al2023')

assert log.contains("""<packaging> is 'nonsense' (or -Dchirp.packaging), but Chirp supports managed and self-contained.
[ERROR] Try: -Dchirp.packaging=self-contained
""")
assert log.contains("""<runtime> is 'java21' (or -Dchirp.runtime), but self-contained functions bring their own Java and run on 'provided.al2023'.
[ERROR] Try: -Dchirp.runtime=provided.al2023
""")
assert log =~ /<architecture> is 'riscv64' \(or -Dchirp\.architecture\), but a self-contained package contains a JVM for the machine that builds it, and this one is (x86_64|arm64)\.\n\[ERROR\] Try: -Dchirp\.architecture=(x86_64|arm64), or -Dchirp\.packaging=managed/

// The zip is small and whole, and contains no secret.
long size = (log =~ /\[INFO\] Package .*api\.zip: ([0-9.]+) MB/)[0][1] as BigDecimal
assert size < 25
assert new File(chirp, 'api.zip').length() < 5_000_000 // the last one is managed
File folder = new File(chirp, 'self-contained')
assert folder.list().sort() as List == ['bootstrap', 'chirp.aot', 'chirp.sums', 'classes.jar', 'jre', 'lib', 'warm-up']
assert new File(folder, 'warm-up').list() as List == ['acme.Greet']
List jars = new File(folder, 'lib').list()
assert jars.any { it.startsWith('chirp-loop-') }
List cores = jars.findAll { it.startsWith('aws-lambda-java-core-') }
assert cores.size() == 1 && cores != ['aws-lambda-java-core-1.2.1.jar']
assert jars.contains('greeting-1.0.jar')
assert !jars.any { it.startsWith('aws-lambda-java-serialization-') }
assert !log.contains('canary-41c7')
chirp.eachFileRecurse(groovy.io.FileType.FILES) {
  if (!it.path.contains('/sandbox/')) { // the sandbox's state is Lambda's, which has to know
    assert !it.getText('ISO-8859-1').contains('canary-41c7') : it.path
  }
}
