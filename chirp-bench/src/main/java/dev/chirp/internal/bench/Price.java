package dev.chirp.internal.bench;

/**
 * The price of execution time on Lambda, in US dollars, in us-east-1 beyond the free tier. Lambda
 * bills each started millisecond of an invocation and, since August 2025, of init.
 *
 * @param architecture Lambda's name for it
 * @param gigabyteSecond the price of a second with 1024 MB
 * @see <a href="https://aws.amazon.com/lambda/pricing/">Lambda pricing</a>
 */
public record Price(String architecture, double gigabyteSecond) {
  /** As of 24 November 2026, for the first 6 billion GB-seconds of a month. */
  public static final Price X86 = new Price("x86_64", 0.0000166667);

  /** As of 24 November 2026, for the first 7.5 billion GB-seconds of a month. */
  public static final Price ARM = new Price("arm64", 0.0000133334);

  private static final double MB_IN_A_GIGABYTE = 1024;
  private static final double MILLION = 1_000_000;

  /**
   * The price of a million invocations, without the price of the requests themselves.
   *
   * @param millis the duration of one invocation, including init if it has one
   * @param megabytes the memory size
   */
  public double ofMillion(double millis, int megabytes) {
    double seconds = Math.ceil(millis) / 1000;
    return seconds * megabytes / MB_IN_A_GIGABYTE * gigabyteSecond * MILLION;
  }
}
