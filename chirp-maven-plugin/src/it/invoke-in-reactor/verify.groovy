String log = new File(basedir, 'build.log').text

assert log.contains('\n{"data": {"greeting": "Hello, reactor"}, "code": 200, "notes": null}\n')
assert log.contains('\n{"data": {"saved": true}, "code": 200, "notes": null}\n')
assert log.contains("[INFO] Module 'greeting' has no functions.")
assert log.contains("""No function 'gret' (from -Dfunction). Did you mean greet? Functions here: greet, save_chirp.
[ERROR] Try: mvn chirp:invoke -Dfunction=greet
""")
assert log.contains("""No function 'gret' (from -Dfunction). Did you mean greet? Functions here: greet.
[ERROR] Try: mvn chirp:invoke -Dfunction=greet
""")
assert log.contains("""This project has no function: no public class extends ApiFunction or implements RequestStreamHandler or RequestHandler, and the POM has no <handler>.
[ERROR] Try: mvn clean compile chirp:list
""")
assert log =~ /\ngreet\n  class         acme.Greet\n(  .*\n)*  timeout       5 s                      \(POM <functions>\)\n/
assert log =~ /\nsave_chirp\n  class         acme.SaveChirp\n(  .*\n)*  timeout       6 s                      \(POM <functions>\)\n/
assert log.contains("[INFO] 1 function: 1 created")
assert log.contains("[INFO] Removed function 'chirp_greet'.")
assert log.contains("[INFO] Module 'greeting' has not created a function 'greet'.")
assert (log =~ /Function 'chirp_greet' does not exist in us-east-1, nor does its log group\.\n/).count == 1
// One document has the routes of all modules.
Map document = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/openapi.json'))
assert document.paths.collectEntries { path, item -> [path, item.values()*.operationId] } == ['/chirp': ['save_chirp'], '/greeting': ['greet']]
assert log.contains('[INFO] target/openapi.json, with 2 routes\n')
// The root has nothing to deploy or to remove, and so no sandbox of its own.
assert !new File(basedir, 'target/chirp/sandbox').exists()

// Two modules with one function are refused before anything is run, made or uploaded.
assert log.contains("""Modules 'other' and 'clash' both have a function 'save_chirp' (from -Dfunction).
[ERROR] Try: mvn chirp:invoke -Dfunction=save_chirp -pl :clash
""")
String last = log.substring(log.lastIndexOf('Reactor Build Order'))
assert last.contains("""Modules 'other' and 'clash' both have the function 'chirp_save_chirp', but Lambda can have only one with that name.
[ERROR] Try: <function><name>clash_save_chirp</name><handler>acme.SaveChirp</handler></function> in <functions> of module 'clash'
""")
assert !last.contains('Sandbox: ')
// Goals that are bound to phases up to process-classes run, and do not compile without end.
assert last.count('list (late) @ clash') == 2
