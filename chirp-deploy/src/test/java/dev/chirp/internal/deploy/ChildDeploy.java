package dev.chirp.internal.deploy;

import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.rollout.DeployStepsMain;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * A deploy to the test's sandbox, in its own JVM, to be stopped by a signal. It runs the product as
 * Maven does, but without Maven, and with the system clock.
 */
final class ChildDeploy implements AutoCloseable {
  /** The time limit for a deploy that hangs, so that it does not block the build. */
  private static final int SECONDS = 120;

  private final Process process;
  private final Path output;
  private final Path reports;
  private Instant signaled = Instant.EPOCH;

  private ChildDeploy(Process process, Path output, Path reports) {
    this.process = process;
    this.output = output;
    this.reports = reports;
  }

  /**
   * Starts a deploy of this many functions through the world's bucket.
   *
   * @param reports the folder for its report
   * @param options of its JVM
   */
  static ChildDeploy start(
      DeployWorld world, int functions, CodePackage code, Path reports, String... options)
      throws IOException {
    return start(world, functions, code, reports, Optional.empty(), options);
  }

  /**
   * Starts a deploy that also releases the functions and gives them URLs.
   *
   * @param alias empty for neither
   */
  static ChildDeploy start(
      DeployWorld world,
      int functions,
      CodePackage code,
      Path reports,
      Optional<String> alias,
      String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (ignoresCtrlC()) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(Arrays.asList(options));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(DeployStepsMain.class.getName());
    command.add(world.aws.settings().endpointUrl().orElseThrow().toString());
    command.addAll(List.of(Integer.toString(functions), code.file().toString()));
    command.addAll(List.of(code.codeSha256(), reports.toString(), alias.orElse("")));
    command.add(world.sandbox.address().accessKeyId());
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

  /** A shell makes its background jobs ignore SIGINT, and their children inherit that. */
  private static boolean ignoresCtrlC() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 2) != 0);
  }

  /** Sends a signal such as {@code INT}, which a terminal sends on Ctrl-C. */
  void signal(String name) throws IOException {
    signaled = Instant.now();
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
  }

  /** Waits until the deploy has printed a line with this beginning. */
  void awaitLine(String start) {
    Instant end = Instant.now().plusSeconds(SECONDS);
    while (lines().stream().noneMatch(line -> line.replace("WARN ", "").startsWith(start))) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("Nothing was said that begins with " + start);
      }
      Thread.onSpinWait();
    }
  }

  /** Returns the exit status, once the deploy has ended. */
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

  /** Returns the time from the last signal to the end. */
  Duration leaving() {
    status();
    return Duration.between(signaled, Instant.now());
  }

  /** Returns the printed lines. */
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
}
