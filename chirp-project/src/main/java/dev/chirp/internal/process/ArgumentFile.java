package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file with the arguments of a {@code java} command, because a class path is easily too long for
 * a command line on Windows.
 */
public final class ArgumentFile {
  private ArgumentFile() {}

  /**
   * Writes the arguments of a command, and returns the command that reads them from the file.
   *
   * @param command {@code java} and its arguments
   */
  public static List<String> write(List<String> command, Path file) throws IOException {
    String lines =
        command.stream().skip(1).map(ArgumentFile::quoted).collect(Collectors.joining("\n"));
    Files.writeString(file, lines, charset());
    return List.of(command.get(0), "@" + file);
  }

  /** The java command reads the file in the platform's encoding, which LC_ALL sets on Linux. */
  private static Charset charset() {
    return Machine.isLinux(System.getProperty("os.name", ""))
        ? StandardCharsets.UTF_8
        : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
