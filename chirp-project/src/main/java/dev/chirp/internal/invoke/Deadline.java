package dev.chirp.internal.invoke;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends the fork when its time is over, and says where the function was. Lambda does the same,
 * without the last part.
 */
final class Deadline extends Thread {
  private final Path directory;
  private final Thread watched;

  /** A monitor and no {@code Lock}, whose waiting takes heap that the function may have used up. */
  private final Object monitor = new Object();

  /** Heap for the last words, when the function has used up the rest. */
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

  /** From now on the function may run for that long; what it then has done is the verdict. */
  void set(String verdict, Duration time) {
    synchronized (monitor) {
      this.verdict = verdict;
      this.endNanos = System.nanoTime() + time.toNanos();
      this.running = true;
      monitor.notifyAll();
    }
  }

  /** The function is done; after this call the fork is not ended any more. */
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
          // the function has used up the heap; its time goes on running
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
