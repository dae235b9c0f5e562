package dev.chirp.internal.sandbox.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sandbox in its own JVM, which the test kills at the end. */
record OtherProcess(Process process, String line) implements AutoCloseable {

  /**
   * Starts the process and waits for its endpoint, or for {@code taken}.
   *
   * @param mode {@code keep}, {@code publish}, {@code watch} to publish and to end with status 3
   *     when the sandbox has failed, or {@code patience} for how long the server waits for a
   *     request, in seconds, instead of the endpoint
   */
  static OtherProcess start(Path directory, String mode, String... options) throws IOException {
    return start(List.of(), directory, mode, options);
  }

  /** Publishes the sandbox from a shell whose new files are readable and writable by everyone. */
  static OtherProcess startWithoutUmask(Path directory) throws IOException {
    return start(List.of("/bin/sh", "-c", "umask 000; exec \"$@\"", "start"), directory, "publish");
  }

  private static OtherProcess start(
      List<String> shell, Path directory, String mode, String... options) throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OtherProcess.class.getName(), directory.toString(), mode));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
    return new OtherProcess(process, String.valueOf(printed.readLine()));
  }

  public static void main(String[] arguments) throws InterruptedException {
    Optional<SandboxServer> sandbox =
        SandboxServer.builder().directory(Path.of(arguments[0])).tryStart();
    if (arguments[1].matches("publish|watch")) {
      sandbox.ifPresent(SandboxServer::publish);
    }
    if (arguments[1].equals("patience")) {
      System.out.println(System.getProperty("sun.net.httpserver.maxReqTime"));
    }
    System.out.println(sandbox.map(SandboxServer::endpoint).map(Object::toString).orElse("taken"));
    while (!arguments[1].equals("watch") || sandbox.orElseThrow().failure().isEmpty()) {
      Thread.sleep(100);
    }
    System.exit(3);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
