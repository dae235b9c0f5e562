String log = new File(basedir, 'build.log').text
assert log.contains('Skipped: save_chirp, because it is not safe (POST in the event file)')
assert log.contains('Skipped the self-contained package') || log =~ /(?m)^  self-contained +[0-9.]+ +[0-9.]+ \([0-9.]+ to [0-9.]+\)/
assert log =~ /(?m)^  managed, java17 +[0-9.]+ +[0-9.]+ \([0-9.]+ to [0-9.]+\)/
assert log.contains("Function 'save_chirp' is not safe (POST in the event file): a measurement would invoke it thousands of times.")
assert log.contains('Try: mvn chirp:bench -Dfunction=save_chirp -Dchirp.benchUnsafe')
assert log.contains('this chirp breaks')

String debug = log.substring(log.indexOf('[DEBUG] Skipped the self-contained package: '))
assert debug.contains('\tat dev.chirp.internal.bench.BenchRun.')

def figures = new groovy.json.JsonSlurper().parse(new File(basedir, 'c#d%2Fe/chirp/bench.json'))
assert figures.functions*.name == ['save_chirp']
assert figures.functions[0].variants[0].first_answer_ms.rounds.size() == 1

// Nothing of any run is left.
for (folder in ['target', 'c#d%2Fe']) {
    assert !new File(basedir, "$folder/chirp").list().any { it ==~ 'bench-[0-9a-f]{8}-.*' }
}
