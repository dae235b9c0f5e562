import java.util.zip.ZipFile

String log = new File(basedir, 'build.log').text
assert log.contains('{"data": "greet: warm-up", "code": 200, "notes": null}')
assert log =~ /"greet: [0-9a-f-]{36}"/
assert log.contains('"count 3: warm-up"')
assert log.contains('Warm-up of acme.Count failed and is ignored: count.json (java.lang.IllegalStateException)')

// The last zip was made without warm-up; Count's own dependency is all that is left of it.
List names = new ZipFile(new File(basedir, 'target/chirp/snap-start-in-sandbox.zip')).withCloseable { it.entries().collect { it.name } }
assert names.every { !it.startsWith('warm-up') && !it.startsWith('lib/crac-') }
assert names.any { it.startsWith('lib/chirp-loop-') }
