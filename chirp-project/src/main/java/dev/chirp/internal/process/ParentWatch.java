package dev.chirp.internal.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Kills a process and its children when this JVM is gone, for whatever reason. A JVM that gets
 * SIGKILL cannot run anything, but the system closes its end of a pipe. A shell beside the function
 * reads from that pipe, and kills at its end. So nothing changes for the function: not its command,
 * class path, standard input, threads or children. A thread inside the function's JVM would change
 * some of that, and could not end the JVM while a loop without a safepoint keeps it from halting.
 */
final class ParentWatch implements AutoCloseable {
  private static final Path SHELL = Path.of("/bin/sh");

  /**
   * Ignores the signals that a terminal sends to all its processes. Children are listed on Linux
   * only.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_tid_children.5.html">children</a>
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      end() {
        for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
          end "$child"
        done
        kill -9 "$1" 2>/dev/null
      }
      read -r pid || exit 0
      read -r nothing
      end "$pid"
      """;

  /** Empty on Windows, which has no such shell. */
  private final Optional<Process> shell;

  private ParentWatch(Optional<Process> shell) {
    this.shell = shell;
  }

  /** Starts a watch that has no process yet. */
  static ParentWatch start() throws IOException {
    if (!Files.isExecutable(SHELL)) {
      return new ParentWatch(Optional.empty());
    }
    Process shell =
        new ProcessBuilder(SHELL.toString(), "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new ParentWatch(Optional.of(shell));
  }

  /**
   * Watches the process until it ends, because its id may be reused afterward. A process that
   * cannot be watched is killed at once.
   */
  void over(Process process) throws IOException {
    if (shell.isEmpty()) {
      return;
    }
    CompletableFuture<Void> unused = process.onExit().thenRun(this::close);
    try {
      OutputStream line = shell.get().getOutputStream(); // stays open as long as this JVM lives
      line.write((process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
      line.flush();
    } catch (IOException e) {
      if (!process.isAlive()) {
        return; // the process has ended, and the watch with it
      }
      process.destroyForcibly();
      throw e;
    }
  }

  @Override
  public void close() {
    // Must come before the shell's input ends, which would mean that this JVM is gone.
    shell.ifPresent(Process::destroyForcibly);
  }
}
