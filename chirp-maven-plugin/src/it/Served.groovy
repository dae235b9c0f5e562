import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.charset.StandardCharsets
import java.util.concurrent.TimeUnit

/** A real Maven that serves a project, in a process of its own. Maven and the server end with it. */
class Served implements AutoCloseable {
  final Process maven
  final String url
  private final File log

  /** Starts the goal, and waits for its URL. */
  Served(File project, File repository, List<String> goal, File log, Map<String, String> environment = [:]) {
    this.log = log
    List<String> command = [new File(System.getProperty('maven.home'), 'bin/mvn').path, '-o', '-B', '-llr',
                            '-Dmaven.repo.local=' + repository, '-Dchirp.port=0'] + goal
    if (System.getProperty('os.name') == 'Linux') {
      // A build in the background ignores Ctrl-C, and so would its children.
      command = ['env', '--default-signal=INT'] + command
    }
    ProcessBuilder start = new ProcessBuilder(command).directory(project)
    start.environment().putAll(environment)
    maven = start.redirectErrorStream(true).redirectOutput(log).start()
    url = awaitUrl()
  }

  private String awaitUrl() {
    long end = System.nanoTime() + 120_000_000_000L
    while (true) {
      def line = log.text =~ /Serving at (http:\S+), until Ctrl-C/
      if (line.find()) {
        return line.group(1)
      }
      if (!maven.alive || System.nanoTime() > end) {
        close()
        throw new IllegalStateException(log.text)
      }
      Thread.sleep(50)
    }
  }

  String getSaid() {
    log.text
  }

  HttpResponse<String> send(String path, Closure<HttpRequest.Builder> change = { it }) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(java.time.Duration.ofSeconds(120))
    HttpClient.newHttpClient().send(
        change(request).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
  }

  /** The body of a response that has to have this status. */
  String get(String path, int status = 200) {
    HttpResponse<String> response = send(path)
    assert response.statusCode() == status : response.body() + '\n' + said
    response.body()
  }

  /** Sends a signal, and waits until Maven and these processes have ended. */
  void end(String signal, List<ProcessHandle> processes) {
    assert ['kill', '-' + signal, maven.pid() as String].execute().waitFor() == 0
    assert maven.waitFor(120, TimeUnit.SECONDS) : said
    processes.each { it.onExit().get(120, TimeUnit.SECONDS) }
  }

  @Override
  void close() {
    maven.descendants().forEach { it.destroyForcibly() }
    maven.destroyForcibly()
  }
}
