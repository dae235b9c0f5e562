package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A deploy in a JVM of its own, against the sandbox of the test, to be ended by a signal: it is the
 * product as Maven runs it, but for Maven.
 *
 * @param said the lines that it printed, as they come
 * @param reports the folder of its report
 */
record ChildDeploy(Process process, LinkedBlockingQueue<String> said, Path reports)
    implements AutoCloseable {
  private static final int SECONDS = 30;

  /** Starts one that deploys so many functions through the world's bucket. */
  static ChildDeploy start(DeployWorld world, int functions, CodePackage code, Path reports)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ChildDeploy.class.getName(),
                world.aws.settings().endpointUrl().orElseThrow().toString(),
                Integer.toString(functions),
                code.file().toString(),
                code.codeSha256(),
                reports.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> printed.lines().forEach(said::add), "child-deploy");
    reader.setDaemon(true);
    reader.start();
    return new ChildDeploy(process, said, reports);
  }

  /** Deploys, and ends as Maven does. */
  public static void main(String[] arguments) throws IOException {
    AwsSettings settings =
        AwsSettings.ofSandbox(URI.create(arguments[0]), Optional.of("eu-west-1"));
    Progress progress = new Printed();
    Path zip = Path.of(arguments[2]);
    try (Aws aws = Aws.connect(settings)) {
      DeployRequest request =
          DeployWorld.requested(
              DeployWorld.specs(Integer.parseInt(arguments[1])),
              new CodePackage(zip, arguments[3], Files.size(zip), Files.size(zip)),
              Optional.of("acme-code"));
      ReportWriting writing = ReportWriting.into(Path.of(arguments[4]), progress);
      Deployer deployer = new Deployer(aws, request, progress);
      DeployReport report = deployer.apply(deployer.plan(), writing);
      report.lines().forEach(progress::say);
      report.check();
    }
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

  /** Says it to whoever reads the output. */
  private static final class Printed implements Progress {
    @Override
    public void say(String line) {
      System.out.println(line);
    }

    @Override
    public void warn(String line) {
      System.out.println("WARN " + line);
    }

    @Override
    public void detail(String line) {}

    @Override
    public void status(String text) {}
  }
}
