package dev.chirp.internal.bench;

/**
 * What Lambda's time costs, in US dollars, in us-east-1 beyond the free tier. Billed is each
 * millisecond of init and of invocation, the last one whole; init since August 2025.
 *
 * @param architecture as Lambda calls it
 * @param gigabyteSecond of 1024 MB
 * @see <a href="https://aws.amazon.com/lambda/pricing/">Lambda pricing</a>
 */
public record Price(String architecture, double gigabyteSecond) {
  /** Read on 24 November 2026; the first 6 billion GB-seconds of a month. */
  public static final Price X86 = new Price("x86_64", 0.0000166667);

  /** As {@link #X86}; the first 7.5 billion. */
  public static final Price ARM = new Price("arm64", 0.0000133334);

  private static final double MB_IN_A_GIGABYTE = 1024;
  private static final double MILLION = 1_000_000;

  /**
   * Of a million invocations of that length, without the price of the requests themselves.
   *
   * @param millis of one, init included where there is one
   * @param megabytes the memory size
   */
  public double ofMillion(double millis, int megabytes) {
    double seconds = Math.ceil(millis) / 1000;
    return seconds * megabytes / MB_IN_A_GIGABYTE * gigabyteSecond * MILLION;
  }
}
