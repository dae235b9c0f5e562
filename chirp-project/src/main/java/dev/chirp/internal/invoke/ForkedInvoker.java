package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs one function with one event in its own JVM. Environment, heap and timeout are real, and
 * {@code System.exit}, leaked threads or an exhausted heap affect only that JVM.
 *
 * @param log receives the function's output while it runs
 */
public record ForkedInvoker(PrintStream log) {
  /**
   * The time that the fork gets beyond init phase and timeout. It is killed if it cannot even end
   * itself.
   */
  private static final long GRACE_SECONDS = 15;

  /**
   * Runs the function. A failure has a message for the user.
   *
   * @param environment directs the function's calls to AWS or to a sandbox
   */
  public InvocationReport invoke(LocalInvocation invocation, Map<String, String> environment) {
    invocation.checkJvm();
    try (RunDirectory directory = new RunDirectory(invocation.directory(), "invoke")) {
      Process process = invocation.start(environment);
      directory.holds(process);
      return report(invocation, end(invocation, process), ForkOutcome.read(directory.path()));
    } catch (IOException e) {
      throw ChirpException.execution(
          "The JVM for function '" + invocation.function().name() + "' did not run: " + e, e);
    }
  }

  /** Waits for the end of the process. Empty if the process had to be killed. */
  private Optional<Integer> end(LocalInvocation invocation, Process process) {
    Thread copying = beside("chirp-function-log", () -> copy(process.getInputStream()));
    // Checked while the JVM starts. An event that is not JSON never reaches the function.
    byte[] event = invocation.event().checked();
    beside("chirp-event", () -> handOver(event, process.getOutputStream()));
    long limit = GRACE_SECONDS + invocation.timeout().toSeconds();
    try {
      boolean ended = true;
      if (invocation.debugPort().isPresent()) {
        process.waitFor();
      } else {
        ended = process.waitFor(limit, TimeUnit.SECONDS);
      }
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      copying.join(TimeUnit.SECONDS.toMillis(1)); // a grandchild may hold the pipe open forever
      return ended ? Optional.of(process.exitValue()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChirpException.execution("The run was interrupted.", e);
    }
  }

  /**
   * Runs work on another thread, because a process that neither reads nor ends would block this one
   * forever.
   */
  private static Thread beside(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void handOver(byte[] event, OutputStream stdin) {
    try (stdin) {
      stdin.write(event);
    } catch (IOException ignored) {
      // the process ended before it read everything; its outcome says why
    }
  }

  private void copy(InputStream output) {
    try {
      output.transferTo(log);
      log.flush();
    } catch (IOException ignored) {
      // the process has ended, and its pipe is closed
    }
  }

  private static InvocationReport report(
      LocalInvocation invocation, Optional<Integer> exitValue, Optional<ForkOutcome> outcome) {
    if (outcome.isEmpty()) {
      throw exitValue
          .map(code -> Failures.endedItself(invocation, code))
          .orElseGet(() -> Failures.timedOut(invocation, "would not end", ""));
    }
    ForkOutcome ended = outcome.get();
    return switch (ended.kind()) {
      case ANSWER, API_ERROR -> ended.report(invocation.memorySize());
      case HANDLER_FAILED -> throw Failures.handlerFailed(invocation, ended);
      case NOT_LOADED -> throw Failures.notLoaded(invocation, ended);
      case TIMED_OUT -> throw Failures.timedOut(invocation, ended.text(), ended.trace());
    };
  }
}
