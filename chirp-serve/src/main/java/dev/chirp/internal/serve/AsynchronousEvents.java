package dev.chirp.internal.serve;

import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.page.RequestRecord;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Events without a waiting caller. While too many events are being handled, they wait. Lambda
 * retries an event whose function fails; this server does not, because the developer sees the
 * failure.
 *
 * @param warn receives why a function failed
 */
record AsynchronousEvents(LocalFunctions functions, Consumer<String> warn, ExecutorService threads)
    implements AutoCloseable {
  private static final long BUSY_MILLIS = 200;

  AsynchronousEvents(LocalFunctions functions, Consumer<String> warn) {
    this(functions, warn, Executors.newCachedThreadPool(AsynchronousEvents::daemon));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chirp-serve-event");
    thread.setDaemon(true);
    return thread;
  }

  /** Adds an event that this request has brought. */
  void add(
      ServedFunction function,
      long generation,
      String requestId,
      String payload,
      RequestRecord record) {
    GenerationLeases.Lease lease = functions.lease(generation);
    threads.execute(
        () -> {
          try (lease) {
            run(function, generation, requestId, payload, record);
          }
        });
  }

  private void run(
      ServedFunction function,
      long generation,
      String requestId,
      String payload,
      RequestRecord record) {
    String name = function.function().name();
    FunctionConsole console = functions.console(function, requestId, Optional.of(record));
    try {
      Optional<InvocationResult> result =
          functions.invoke(function, generation, requestId, payload, console);
      while (result.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(BUSY_MILLIS);
        result = functions.invoke(function, generation, requestId, payload, console);
      }
      result
          .filter(InvocationResult::failed)
          .map(failed -> FailureReason.of(name, requestId, failed))
          .ifPresent(
              reason -> {
                warn.accept(reason);
                record.problem(reason);
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    } catch (UncheckedIOException e) {
      warn.accept(FailureReason.notStarted(name, e));
    } catch (IllegalStateException e) {
      if (!threads.isShutdown()) {
        throw e;
      }
    }
  }

  /** Interrupts what runs. Events that wait are lost. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
