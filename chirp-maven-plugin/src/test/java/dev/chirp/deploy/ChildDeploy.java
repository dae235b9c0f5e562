package dev.chirp.deploy;

import dev.chirp.core.CodePackage;
import dev.chirp.maven.DeployStepsMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A deploy in a JVM of its own, against the sandbox of the test, to be ended by a signal: it is the
 * product as Maven runs it, but for Maven.
 *
 * @param reader of what it prints
 * @param said the lines that it printed, as they come
 * @param reports the folder of its report
 */
record ChildDeploy(Process process, Thread reader, LinkedBlockingQueue<String> said, Path reports)
    implements AutoCloseable {
  private static final int SECONDS = 30;

  /**
   * Starts one that deploys so many functions through the world's bucket.
   *
   * @param command that begins it, such as {@code env} with its options; may be empty
   * @param alias to release to; empty for none
   */
  static ChildDeploy start(
      List<String> command,
      DeployWorld world,
      int functions,
      CodePackage code,
      Path reports,
      String alias)
      throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DeployStepsMain.class.getName(),
            world.aws.settings().endpointUrl().orElseThrow().toString(),
            Integer.toString(functions),
            code.file().toString(),
            code.codeSha256(),
            reports.toString(),
            alias));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> printed.lines().forEach(said::add), "child-deploy");
    reader.setDaemon(true);
    reader.start();
    return new ChildDeploy(process, reader, said, reports);
  }

  /** Sends a signal such as {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until it has said a line that begins so. */
  void awaitLine(String start) throws InterruptedException {
    for (String line = said.poll(SECONDS, TimeUnit.SECONDS);
        !String.valueOf(line).startsWith(start);
        line = said.poll(SECONDS, TimeUnit.SECONDS)) {
      if (line == null) {
        throw new IllegalStateException("Nothing was said that begins with " + start);
      }
    }
  }

  /** Its exit status, once it has ended. */
  int status() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It does not end.");
    }
    reader.join();
    return process.exitValue();
  }

  /** The lines that it printed since they were last asked for, once it has ended. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    said.drainTo(lines);
    return lines;
  }

  String report() {
    try {
      return Files.readString(reports.resolve("deploy-report.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
