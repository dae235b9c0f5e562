package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.aws.JvmEnd;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A deploy in a JVM of its own, against the sandbox of the test, to be ended by a signal: it is the
 * product as Maven runs it, but for Maven, and on the machine's clock.
 */
final class ChildDeploy implements AutoCloseable {
  /** One that does not end by itself shall not hold up the build. */
  private static final int SECONDS = 120;

  private final Process process;
  private final Path output;
  private final Path reports;
  private Instant signalled = Instant.EPOCH;

  private ChildDeploy(Process process, Path output, Path reports) {
    this.process = process;
    this.output = output;
    this.reports = reports;
  }

  /**
   * Starts one that deploys so many functions through the world's bucket.
   *
   * @param reports the folder of its report
   * @param options of its JVM
   */
  static ChildDeploy start(
      DeployWorld world, int functions, CodePackage code, Path reports, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A build in the background ignores Ctrl-C, and so would its children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(Arrays.asList(options));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(ChildDeploy.class.getName());
    command.add(world.aws.settings().endpointUrl().orElseThrow().toString());
    command.addAll(List.of(Integer.toString(functions), code.file().toString()));
    command.addAll(List.of(code.codeSha256(), reports.toString()));
    Files.createDirectories(reports);
    Path output = Files.createTempFile(reports, "child", ".log");
    return new ChildDeploy(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output,
        reports);
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
      DeployPlan plan = deployer.plan();
      DeployReport report =
          JvmEnd.heldUp(
              () -> {
                DeployReport made = deployer.apply(plan, writing);
                made.lines().forEach(progress::say);
                return made;
              });
      report.check();
      System.gc();
      Runtime jvm = Runtime.getRuntime();
      progress.detail("heap in use: " + ((jvm.totalMemory() - jvm.freeMemory()) >> 20) + " MB");
    } catch (ChirpException e) {
      System.out.println("ERROR " + e.getMessage());
      System.exit(1);
    }
  }

  /** Sends a signal such as {@code INT}, which is what a terminal sends at Ctrl-C. */
  void signal(String name) throws IOException {
    signalled = Instant.now();
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
  }

  /** Waits until it has said a line that begins so. */
  void awaitLine(String start) {
    Instant end = Instant.now().plusSeconds(SECONDS);
    while (lines().stream().noneMatch(line -> line.replace("WARN ", "").startsWith(start))) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("Nothing was said that begins with " + start);
      }
      Thread.onSpinWait();
    }
  }

  /** Its exit status, once it has ended. */
  int status() {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("It does not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How long it took to end after the last signal. */
  Duration leaving() {
    status();
    return Duration.between(signalled, Instant.now());
  }

  /** The lines that it printed. */
  List<String> lines() {
    return output().lines().toList();
  }

  String output() {
    return text(output);
  }

  String report() {
    return text(reports.resolve("deploy-report.json"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
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
    public void detail(String line) {
      System.out.println("DEBUG " + line);
    }

    @Override
    public void status(String text) {}
  }
}
