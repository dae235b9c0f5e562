package dev.chirp.benchmark.coldstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another language's interpreter.
 *
 * @param program such as Debian's {@code /usr/bin/python3}, which is built for speed
 */
record Interpreter(Path program) {
  static final Interpreter PYTHON = new Interpreter(Path.of("/usr/bin/python3"));
  static final Interpreter NODE = new Interpreter(Path.of("/usr/bin/node"));

  boolean isInstalled() {
    return Files.isExecutable(program);
  }

  /** Compiles all Python sources below the directory, as in a good package. */
  void compile(Path directory) throws IOException {
    if (run(Map.of(), "-m", "compileall", "-q", directory.toString()) != 0) {
      throw new IOException("Python does not compile " + directory);
    }
  }

  boolean canImport(String module, Map<String, String> environment) throws IOException {
    return run(environment, "-c", "import " + module) == 0;
  }

  /** Its version in one line; empty if it is not installed. */
  Optional<String> version() {
    return isInstalled() ? firstLine(Map.of(), "--version") : Optional.empty();
  }

  /** The version of a Python module; empty if it is not installed. */
  Optional<String> versionOf(String module, Map<String, String> environment) {
    String code = "import %1$s; print('%1$s', %1$s.__version__)".formatted(module);
    try {
      return isInstalled() && canImport(module, environment)
          ? firstLine(environment, "-c", code)
          : Optional.empty();
    } catch (IOException ignored) {
      return Optional.empty();
    }
  }

  /** Empty if the command fails, which then becomes a remark. */
  private Optional<String> firstLine(Map<String, String> environment, String... arguments) {
    ProcessBuilder builder = builder(environment, arguments);
    try {
      String said =
          new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines().findFirst();
    } catch (IOException ignored) {
      return Optional.empty();
    }
  }

  private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  private int run(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder =
        builder(environment, arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
