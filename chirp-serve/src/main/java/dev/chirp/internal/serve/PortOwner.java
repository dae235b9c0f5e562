package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that listens on a port. Linux lists the sockets, and each process's open files; no
 * other system has that without a further program.
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/networking/proc_net_tcp.txt">proc_net_tcp
 *     </a>
 */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortOwner() {}

  /** The error for a port that is taken. */
  static ChirpException taken(int port, IOException cause) {
    String owner =
        find(port)
            .map(
                process ->
                    " by process %d (%s)"
                        .formatted(
                            process.pid(),
                            process
                                .info()
                                .command()
                                .map(command -> Path.of(command).getFileName().toString())
                                .orElse("of another user")))
            .orElse("");
    return ChirpException.project(
            "Port %d (from chirp.port) is taken%s.".formatted(port, owner), cause)
        .withSuggestion("mvn chirp:serve -Dchirp.port=0, for any free port");
  }

  /** The process, if this user may see it. */
  static Optional<ProcessHandle> find(int port) {
    List<String> links =
        Stream.of("net/tcp", "net/tcp6")
            .flatMap(table -> lines(PROC.resolve(table)).stream())
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > INODE && isListening(fields, port))
            .map(fields -> "socket:[%s]".formatted(fields[INODE]))
            .toList();
    return links.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses().filter(process -> hasOpen(process, links)).findFirst();
  }

  private static boolean isListening(String[] fields, int port) {
    return fields[STATE].equals(LISTENING)
        && fields[LOCAL].endsWith(String.format(Locale.ROOT, ":%04X", port));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of(); // it is only for a better message
    }
  }

  private static boolean hasOpen(ProcessHandle process, List<String> links) {
    Path files = PROC.resolve(Long.toString(process.pid())).resolve("fd");
    try (DirectoryStream<Path> open = Files.newDirectoryStream(files)) {
      for (Path file : open) {
        if (links.contains(target(file))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
      return false; // it has ended, or is of another user
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return ""; // closed meanwhile
    }
  }
}
