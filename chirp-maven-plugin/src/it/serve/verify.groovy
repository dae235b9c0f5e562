import groovy.json.JsonSlurper

// A real Maven serves the project, and ends by Ctrl-C and by SIGKILL. No process stays behind.
List<String> maven = [new File(System.getProperty('maven.home'), 'bin/mvn').path, '-o', '-B',
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

void awaitEnd(long pid) {
  ProcessHandle.of(pid).ifPresent { it.onExit().get(60, java.util.concurrent.TimeUnit.SECONDS) }
}

for (String signal : ['INT', 'KILL']) {
  File log = new File(basedir, "serve-${signal}.log")
  Process serve = new ProcessBuilder(maven).directory(basedir).redirectErrorStream(true).redirectOutput(log).start()
  try {
    String url = awaitUrl(serve, log)
    Map found = get(url + '/chirps/a%20b')
    assert found.status == 200 : found
    assert found.generation == '1'
    Map data = new JsonSlurper().parseText(found.text).data
    assert data.id == 'a b'
    assert new JsonSlurper().parseText(get(url + '/chirps/7').text).data.pid == data.pid
    assert get(url + '/nothing').status == 404
    assert post(url + '/2015-03-31/functions/greet/invocations', '{"name": "Ann"}').text == '"Hello, Ann"'
    String said = log.text
    assert said.contains("GET     find_chirp  ${url}/chirps/{id}")
    assert said.contains("POST    greet       ${url}/2015-03-31/functions/chirp_greet/invocations (no route)")
    assert said =~ /GET \/chirps\/a%20b 200 \d+ ms cold/
    assert said =~ /GET \/chirps\/7 200 \d+ ms warm/
    assert said =~ /find_chirp \| looking for a chirp/
    assert said =~ /find_chirp \| REPORT RequestId: /

    assert ['kill', '-' + signal, serve.pid() as String].execute().waitFor() == 0
    serve.waitFor()
    awaitEnd(data.pid as long)
    if (signal == 'INT') {
      assert new File(basedir, 'target/chirp').list().every { !it.startsWith('serve-') }
    }
  } finally {
    serve.descendants().forEach { it.destroyForcibly() }
    serve.destroyForcibly()
  }
}
assert !new File(basedir, 'serve-INT.log').text.contains('Chirp failed on a request')
