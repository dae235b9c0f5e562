import groovy.json.JsonSlurper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

// A real Maven serves the project, and ends by Ctrl-C and by SIGKILL. No process stays behind. Edits are built by javac, and in
// the profile "filtered" by Maven.
List<String> maven = [new File(System.getProperty('maven.home'), 'bin/mvn').path, '-o', '-B', '-llr',
                      '-Dmaven.repo.local=' + localRepositoryPath, 'chirp:serve', '-Dchirp.port=0', '-Dchirp.localSandbox']
if (System.getProperty('os.name') == 'Linux') {
  // A build in the background ignores Ctrl-C, and so would its children.
  maven = ['env', '--default-signal=INT'] + maven
}

long deadline() {
  System.nanoTime() + 120_000_000_000L
}

String awaitUrl(Process serve, File log) {
  long end = deadline()
  while (true) {
    def line = log.text =~ /Serving at (http:\S+), until Ctrl-C/
    if (line.find()) {
      return line.group(1)
    }
    assert serve.alive && System.nanoTime() < end : log.text
    Thread.sleep(50)
  }
}

Map get(String url) {
  HttpURLConnection connection = new URL(url).openConnection()
  connection.readTimeout = 120_000
  int status = connection.responseCode
  [status: status, generation: connection.getHeaderField('x-chirp-generation'),
   text: (status < 400 ? connection.inputStream : connection.errorStream).text]
}

Map post(String url, String body) {
  HttpURLConnection connection = new URL(url).openConnection()
  connection.readTimeout = 120_000
  connection.doOutput = true
  connection.outputStream.withCloseable { it.write(body.bytes) }
  [status: connection.responseCode, text: connection.inputStream.text]
}

HttpResponse<String> preflight(String url, String origin) {
  HttpClient.newHttpClient().send(
      HttpRequest.newBuilder(URI.create(url)).method('OPTIONS', HttpRequest.BodyPublishers.noBody())
          .header('Origin', origin).header('Access-Control-Request-Method', 'POST').build(),
      HttpResponse.BodyHandlers.ofString())
}

File source = new File(basedir, 'src/main/java/acme/FindChirp.java')
String original = source.text
File pom = new File(basedir, 'pom.xml')
String originalPom = pom.text
for (String signal : ['INT', 'KILL']) {
  boolean isByMaven = signal == 'KILL'
  File log = new File(basedir, "serve-${signal}.log")
  File temporary = new File(basedir, "target/tmp-${signal}")
  temporary.mkdirs()
  ProcessBuilder start = new ProcessBuilder(maven + (isByMaven ? ['-Pfiltered'] : [])).directory(basedir)
  start.environment()['MAVEN_OPTS'] = (System.getenv('MAVEN_OPTS') ?: '') + ' -Djava.io.tmpdir=' + temporary
  Process serve = start.redirectErrorStream(true).redirectOutput(log).start()
  try {
    String url = awaitUrl(serve, log)
    Map found = get(url + '/chirps/a%20b')
    assert found.status == 200 : found
    assert found.generation == '1'
    Map data = new JsonSlurper().parseText(found.text).data
    assert data.id == 'a b'
    assert new JsonSlurper().parseText(get(url + '/chirps/7').text).data.pid == data.pid
    HttpResponse<String> allowed = preflight(url + '/chirps/7', 'https://app.example.com')
    assert allowed.statusCode() == 204
    assert ['allow-origin', 'allow-methods', 'max-age', 'allow-credentials'].collect {
      allowed.headers().firstValue('access-control-' + it).orElse('')
    } == ['https://app.example.com', 'GET,POST', '600', 'true']
    assert preflight(url + '/chirps/7', 'https://evil.example').statusCode() == 403
    assert get(url + '/nothing').status == 404
    Map document = new JsonSlurper().parseText(get(url + '/_chirp/openapi.json').text)
    assert document.paths['/chirps/{id}'].get.operationId == 'find_chirp'
    assert post(url + '/2015-03-31/functions/greet/invocations', '{"name": "Ann"}').text == '"Hello, Ann"'
    String said = log.text
    assert said.contains("GET     find_chirp  ${url}/chirps/{id}")
    assert said.contains("POST    greet       ${url}/2015-03-31/functions/chirp_greet/invocations (no route)")
    assert said =~ /GET \/chirps\/a%20b 200 \d+ ms cold/
    assert said =~ /GET \/chirps\/7 200 \d+ ms warm/
    assert said =~ /find_chirp \| looking for a chirp/
    assert said =~ /find_chirp \| REPORT RequestId: /

    assert log.text.contains('After an edit, Maven builds module') == isByMaven

    source.text = original.replace('"id", ', '"name", ')
    Map edited = get(url + '/chirps/8')
    assert edited.status == 200 : edited
    assert edited.generation == '2'
    data = new JsonSlurper().parseText(edited.text).data
    assert data.name == '8'
    source.text = original.replace('Map.of', 'Mop.of')
    Map broken = get(url + '/chirps/9')
    assert broken.status == 500 : broken
    assert broken.text.contains('FindChirp.java')
    assert broken.text.contains('cannot find symbol')
    source.text = original
    assert new JsonSlurper().parseText(get(url + '/chirps/10').text).data.id == '10'

    pom.text = originalPom.replace('<maxAge>600<', '<maxAge>60<')
    assert get(url + '/chirps/11').status == 200
    allowed = preflight(url + '/chirps/11', 'https://app.example.com')
    assert allowed.headers().firstValue('access-control-max-age').get() == '60'
    pom.text = originalPom.replace('<maxAge>600<', '<maxAge>long<')
    broken = get(url + '/chirps/12')
    assert broken.status == 500 : broken
    assert broken.text.contains("'long'") : broken
    pom.text = originalPom.replace('<maxAge>', '<maxAge')
    broken = get(url + '/chirps/13')
    assert broken.status == 500 : broken
    assert broken.text.contains('Non-parseable POM') : broken
    pom.text = originalPom
    data = new JsonSlurper().parseText(get(url + '/chirps/14').text).data
    assert data.id == '14'
    List<ProcessHandle> children = serve.descendants().toList()
    assert children*.pid().contains(data.pid as long)

    assert ['kill', '-' + signal, serve.pid() as String].execute().waitFor() == 0
    assert serve.waitFor(120, java.util.concurrent.TimeUnit.SECONDS) : log.text
    children.each { it.onExit().get(120, java.util.concurrent.TimeUnit.SECONDS) }
    if (signal == 'INT') {
      assert new File(basedir, 'target/chirp').list().every { !it.startsWith('serve-') }
      assert temporary.list().every { !it.startsWith('chirp-serve-') }
    }
  } finally {
    source.text = original
    pom.text = originalPom
    serve.descendants().forEach { it.destroyForcibly() }
    serve.destroyForcibly()
  }
}
assert !new File(basedir, 'serve-INT.log').text.contains('Chirp failed on a request')
