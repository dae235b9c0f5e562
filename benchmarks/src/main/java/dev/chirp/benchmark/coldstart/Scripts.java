package dev.chirp.benchmark.coldstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another language's interpreter.
 *
 * @param program {@code /usr/bin/python3}: Debian's, which is built for speed
 */
record Scripts(Path program) {
  static final Scripts PYTHON = new Scripts(Path.of("/usr/bin/python3"));
  static final Scripts NODE = new Scripts(Path.of("/usr/bin/node"));

  boolean isInstalled() {
    return Files.isExecutable(program);
  }

  /** Compiles all sources of Python below the directory, as a good package has them. */
  void compile(Path directory) throws IOException {
    if (run(Map.of(), "-m", "compileall", "-q", directory.toString()) != 0) {
      throw new IOException("Python does not compile " + directory);
    }
  }

  boolean canImport(String module, Map<String, String> environment) throws IOException {
    return run(environment, "-c", "import " + module) == 0;
  }

  /** What it says of its version. */
  String version() throws IOException {
    Process process =
        new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private int run(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
