package dev.chirp.internal.invoke;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends the fork when its time is up, and reports where the function was. Lambda does the same
 * without the report.
 */
final class Deadline extends Thread {
  private final Path directory;
  private final Thread watched;

  /** A monitor, because waiting on a {@code Lock} needs heap that the function may have used up. */
  private final Object monitor = new Object();

  /** Heap for the final report, in case the function has used up the rest. */
  private final List<byte[]> reserve = new ArrayList<>(List.of(new byte[512 * 1024]));

  private boolean running;
  private long endNanos;
  private String verdict = "";

  Deadline(Path directory, Thread watched) {
    super("chirp-deadline");
    this.directory = directory;
    this.watched = watched;
    setDaemon(true);
  }

  /** Lets the function run for this long. The verdict says what it failed to do in that time. */
  void set(String verdict, Duration time) {
    synchronized (monitor) {
      this.verdict = verdict;
      this.endNanos = System.nanoTime() + time.toNanos();
      this.running = true;
      monitor.notifyAll();
    }
  }

  /** The function is done. After this call, the deadline no longer ends the fork. */
  void clear() {
    synchronized (monitor) {
      running = false;
    }
  }

  @Override
  public void run() {
    synchronized (monitor) {
      while (true) {
        try {
          long left = endNanos - System.nanoTime();
          if (!running) {
            monitor.wait();
          } else if (left > 0) {
            monitor.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
          } else {
            end();
          }
        } catch (OutOfMemoryError ignored) {
          // the function has used up the heap, but its time still counts
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void end() {
    int exitValue = FunctionMain.EXHAUSTED;
    reserve.clear();
    try {
      ForkOutcome.of(ForkOutcome.Kind.TIMED_OUT, verdict, StackTraces.of(watched.getStackTrace()))
          .write(directory);
      exitValue = 0;
    } catch (IOException e) {
      System.err.println("The outcome could not be written: " + e);
    } finally {
      Runtime.getRuntime().halt(exitValue);
    }
  }
}
