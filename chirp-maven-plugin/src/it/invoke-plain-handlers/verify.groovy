import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
List answers = log.readLines().findAll { it.startsWith('{') }.collect { new JsonSlurper().parseText(it) }

assert answers[0] == [greeting: 'Hello, world', table: 'from the POM', function: 'acme-greet', memory: 256, longTimeout: true, nothing: '', jackson: '2.14.2']
assert answers[1] == [greeting: 'Hello, world', table: 'from-a-file', function: 'acme-greet', memory: 512, longTimeout: false, nothing: '', jackson: '2.14.2']
assert log.contains('\n42\n')

assert log.contains('''
copy
  class         acme.Copy
  handler       acme.Copy
  on Lambda     acme-copy
  event         none: src/test/event/copy.json does not exist
  safe          no                       (default)
  memory        256 MB                   (POM)
  timeout       5 s                      (-Dchirp.timeout)
  environment   GREETING                 (POM)
  environment   NOTHING                  (POM)
  environment   TABLE                    (environment file local.env)

greet
  class         acme.Greet
  handler       acme.Greet
  on Lambda     acme-greet
  event         src/test/event/greet.json
  safe          no                       (default)
  memory        256 MB                   (POM)
  timeout       5 s                      (-Dchirp.timeout)
  description   Greets the caller        (POM <functions>)
  environment   GREETING                 (POM <functions>)
  environment   NOTHING                  (POM)
  environment   TABLE                    (environment file local.env)
''')

assert ['chirp:compile', 'chirp:help', 'chirp:invoke', 'chirp:list'].every { log.contains('\n' + it + '\n') }
