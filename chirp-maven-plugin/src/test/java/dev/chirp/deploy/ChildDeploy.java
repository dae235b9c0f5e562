package dev.chirp.deploy;

import dev.chirp.core.CodePackage;
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

/** A deploy in another process, to which signals can be sent. It ends with this one's test. */
final class ChildDeploy implements AutoCloseable {
  /** A child that does not end by itself shall not hold up the build. */
  private static final int HANGS_SECONDS = 120;

  private final Process process;
  private final Path output;
  private Instant signalled = Instant.EPOCH;

  private ChildDeploy(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param options of the JVM
   * @param folder where the report goes
   */
  static ChildDeploy start(
      DeployWorld world,
      CodePackage code,
      Optional<String> bucket,
      int functions,
      Path folder,
      String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A build in the background ignores Ctrl-C, and so would its children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DeployMain.class.getName());
    command.add(world.sandbox.settings().endpointUrl().orElseThrow().toString());
    command.addAll(List.of(code.file().toString(), code.codeSha256(), bucket.orElse("")));
    command.addAll(List.of(Integer.toString(functions), folder.toString()));
    Path output = Files.createTempFile(folder, "child", ".log");
    return new ChildDeploy(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output);
  }

  /** Sends what a terminal sends at Ctrl-C. */
  void interrupt() throws IOException {
    signalled = Instant.now();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Returns once it is gone; its exit code. */
  int await() {
    try {
      if (!process.waitFor(HANGS_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The child does not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How long it took to leave after the last signal. */
  Duration leaving() {
    await();
    return Duration.between(signalled, Instant.now());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
