import groovy.json.JsonSlurper
import java.net.http.HttpRequest
import java.net.http.HttpResponse

// A real Maven serves the project, and ends by Ctrl-C and by SIGKILL. No process stays behind. Edits are built by javac, and in
// the profile "filtered" by Maven.
Class served = new GroovyClassLoader(getClass().classLoader).parseClass(new File(basedir, '../../../src/it/Served.groovy'))

File source = new File(basedir, 'src/main/java/acme/FindChirp.java')
String original = source.text
File pom = new File(basedir, 'pom.xml')
String originalPom = pom.text
HttpRequest.Builder preflightOf(HttpRequest.Builder request, String origin) {
  request.method('OPTIONS', HttpRequest.BodyPublishers.noBody())
      .header('Origin', origin).header('Access-Control-Request-Method', 'POST')
}

Map data(String envelope) {
  new JsonSlurper().parseText(envelope).data
}

for (String signal : ['INT', 'KILL']) {
  boolean isByMaven = signal == 'KILL'
  File temporary = new File(basedir, "target/tmp-${signal}")
  temporary.mkdirs()
  List<String> goal = ['chirp:serve', '-Dchirp.localSandbox'] + (isByMaven ? ['-Pfiltered'] : [])
  Map environment = [MAVEN_OPTS: (System.getenv('MAVEN_OPTS') ?: '') + ' -Djava.io.tmpdir=' + temporary]
  def api = served.newInstance(basedir, localRepositoryPath, goal, new File(basedir, "serve-${signal}.log"), environment)
  try {
    HttpResponse<String> found = api.send('/chirps/a%20b')
    assert found.statusCode() == 200 : found.body()
    assert found.headers().firstValue('x-chirp-generation').get() == '1'
    Map first = data(found.body())
    assert first.id == 'a b'
    assert data(api.get('/chirps/7')).pid == first.pid
    HttpResponse<String> allowed = api.send('/chirps/7') { preflightOf(it, 'https://app.example.com') }
    assert allowed.statusCode() == 204
    assert ['allow-origin', 'allow-methods', 'max-age', 'allow-credentials'].collect {
      allowed.headers().firstValue('access-control-' + it).orElse('')
    } == ['https://app.example.com', 'GET,POST', '600', 'true']
    assert api.send('/chirps/7') { preflightOf(it, 'https://evil.example') }.statusCode() == 403
    api.get('/nothing', 404)
    Map document = new JsonSlurper().parseText(api.get('/_chirp/openapi.json'))
    assert document.paths['/chirps/{id}'].get.operationId == 'find_chirp'
    HttpResponse<String> invoked = api.send('/2015-03-31/functions/greet/invocations') {
      it.POST(HttpRequest.BodyPublishers.ofString('{"name": "Ann"}'))
    }
    assert invoked.body() == '"Hello, Ann"'
    String said = api.said
    assert said.contains("GET     find_chirp  ${api.url}/chirps/{id}")
    assert said.contains("POST    greet       ${api.url}/2015-03-31/functions/chirp_greet/invocations (no route)")
    assert said =~ /GET \/chirps\/a%20b 200 \d+ ms cold/
    assert said =~ /GET \/chirps\/7 200 \d+ ms warm/
    assert said =~ /find_chirp \| looking for a chirp/
    assert said =~ /find_chirp \| REPORT RequestId: /
    assert said.contains('After an edit, Maven builds module') == isByMaven

    source.text = original.replace('"id", ', '"name", ')
    HttpResponse<String> edited = api.send('/chirps/8')
    assert edited.headers().firstValue('x-chirp-generation').get() == '2'
    assert data(edited.body()).name == '8'
    source.text = original.replace('Map.of', 'Mop.of')
    String broken = api.get('/chirps/9', 500)
    assert broken.contains('FindChirp.java') && broken.contains('cannot find symbol')
    source.text = original
    assert data(api.get('/chirps/10')).id == '10'

    pom.text = originalPom.replace('<maxAge>600<', '<maxAge>60<').replace('<version>1.0</version>', '<version>1.0</version><name>Renamed</name>')
    api.get('/chirps/11')
    assert new JsonSlurper().parseText(api.get('/_chirp/openapi.json')).info.title == 'Renamed'
    allowed = api.send('/chirps/11') { preflightOf(it, 'https://app.example.com') }
    assert allowed.headers().firstValue('access-control-max-age').get() == '60'
    pom.text = originalPom.replace('<maxAge>600<', '<maxAge>long<')
    assert api.get('/chirps/12', 500).contains("'long'")
    pom.text = originalPom.replace('<maxAge>', '<maxAge')
    assert api.get('/chirps/13', 500).contains('Non-parseable POM')
    pom.text = originalPom
    Map last = data(api.get('/chirps/14'))
    assert last.id == '14'

    List<ProcessHandle> children = api.maven.descendants().toList()
    assert children*.pid().contains(last.pid as long)
    api.end(signal, children)
    if (signal == 'INT') {
      assert new File(basedir, 'target/chirp').list().every { !it.startsWith('serve-') }
      assert temporary.list().every { !it.startsWith('chirp-serve-') }
    }
  } finally {
    source.text = original
    pom.text = originalPom
    api.close()
  }
}
assert !new File(basedir, 'serve-INT.log').text.contains('Chirp failed on a request')
