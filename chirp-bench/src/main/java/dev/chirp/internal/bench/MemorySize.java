package dev.chirp.internal.bench;

import dev.chirp.internal.process.ControlGroup;

/**
 * A function's memory size, and the processor that comes with it.
 *
 * @param megabytes as Lambda takes them
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
 */
public record MemorySize(int megabytes) {
  /** Lambda's least, in MB. */
  public static final int LEAST = 128;

  /** Lambda's most, in MB. */
  public static final int MOST = 10_240;

  /** Whether Lambda takes it. */
  public static boolean isOfLambda(int megabytes) {
    return megabytes >= LEAST && megabytes <= MOST;
  }

  /** The share of one processor; more than 1 is of no use to one thread. */
  public double share() {
    return Math.min(1, (double) megabytes / ControlGroup.ONE_PROCESSOR);
  }

  /**
   * How long work takes with that share: its processor time, stretched, or as long as it took with
   * a whole processor, of which it may have waited. Computed, not measured.
   *
   * @param millis that it took
   * @param cpu ms of processor time in that
   */
  public double time(double millis, double cpu) {
    return Math.max(millis, cpu / share());
  }

  @Override
  public String toString() {
    return megabytes + " MB";
  }
}
