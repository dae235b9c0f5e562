package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Up to 24 threads that call AWS at the same time. There are so many because most of them wait: ten
 * functions start each second, and Lambda works on each for a second or two.
 */
public final class Workers implements AutoCloseable {
  public static final int THREADS = 24;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Workers::daemon);

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chirp-aws");
    thread.setDaemon(true);
    return thread;
  }

  public <T> Future<T> start(Supplier<T> work) {
    return threads.submit(work::get);
  }

  /** Returns the result, or throws the failure of the work. */
  public static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChirpException.execution("Interrupted while waiting for AWS.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Returns all results, in order. */
  public static <T> List<T> all(List<Future<T>> futures) {
    List<T> results = new ArrayList<>();
    futures.forEach(future -> results.add(get(future)));
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
