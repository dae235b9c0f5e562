package dev.chirp.internal.bench;

import dev.chirp.internal.process.ControlGroup;

/**
 * A function's memory size, and the CPU share that Lambda gives with it.
 *
 * @param megabytes MB, as in Lambda's {@code MemorySize}
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
 */
public record MemorySize(int megabytes) {
  /** Lambda's minimum, in MB. */
  public static final int LEAST = 128;

  /** Lambda's maximum, in MB. */
  public static final int MOST = 10_240;

  /** True if Lambda accepts this size. */
  public static boolean isValid(int megabytes) {
    return megabytes >= LEAST && megabytes <= MOST;
  }

  /** The share of one CPU, at most 1: a single thread cannot use more. */
  public double share() {
    return Math.min(1, (double) megabytes / ControlGroup.ONE_PROCESSOR);
  }

  /**
   * Estimates how long work takes with this share: its CPU time divided by the share, but not less
   * than the time with a whole CPU, which may include waiting.
   *
   * @param millis the time with a whole CPU
   * @param cpu the CPU time within it, in ms
   */
  public double time(double millis, double cpu) {
    return Math.max(millis, cpu / share());
  }

  @Override
  public String toString() {
    return megabytes + " MB";
  }
}
