package dev.chirp.internal.aws;

import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Makes a call again where the SDK's standard strategy would. The SDK's clients do not do it
 * themselves: their repetitions would go past the rate limit, and by another clock. Once too many
 * calls have failed, none is repeated any more until others succeed.
 *
 * <p>What Lambda throttles is another matter: such a call did nothing, and Lambda's quota is full
 * again within a second. It is made again for a minute, however often, and does not count as an
 * attempt. Fifty functions at once would use up any number of attempts. Safe for many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">Retry
 *     behavior</a>
 */
final class Retries {
  private static final String ALL = "all";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Between two tries of what is throttled; the rate limit holds back as well. */
  private static final BackoffStrategy THROTTLED =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofMillis(500));

  private final StandardRetryStrategy strategy;
  private final Duration patience;
  private final Time time;

  private Retries(int maxAttempts, Duration patience, Time time) {
    this.strategy =
        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(maxAttempts).build();
    this.patience = patience;
    this.time = time;
  }

  /**
   * As the SDK's strategy says.
   *
   * @param maxAttempts how often a call is tried in all
   */
  static Retries of(int maxAttempts, Time time) {
    return new Retries(maxAttempts, Duration.ZERO, time);
  }

  /**
   * For calls to Lambda.
   *
   * @param maxAttempts how often a call is tried in all that is not throttled
   */
  static Retries ofLambda(int maxAttempts, Time time) {
    return new Retries(maxAttempts, PATIENCE, time);
  }

  /**
   * The answer of the first attempt that has one.
   *
   * @param mayRepeat whether there may be another attempt after that failure
   * @throws SdkException the failure of the last attempt
   */
  <T> T call(Supplier<T> attempt, Predicate<SdkException> mayRepeat) {
    RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create(ALL)).token();
    Instant end = time.now().plus(patience);
    int throttled = 0;
    while (true) {
      Instant asked = time.now();
      try {
        T answer = attempt.get();
        strategy.recordSuccess(RecordSuccessRequest.create(token));
        return answer;
      } catch (SdkException e) {
        if (!mayRepeat.test(e)) {
          throw e;
        }
        if (patience.isZero() || !isThrottled(e)) {
          token = again(token, e);
        } else if (asked.isBefore(end)) {
          throttled++;
          time.pause(THROTTLED.computeDelay(throttled + 1)); // of the attempt that follows
        } else {
          throw e;
        }
      }
    }
  }

  private static boolean isThrottled(SdkException failure) {
    return failure instanceof SdkServiceException said && said.isThrottlingException();
  }

  /** Returns when it is time to try again. */
  private RetryToken again(RetryToken token, SdkException failure) {
    RefreshRetryTokenResponse next;
    try {
      next =
          strategy.refreshRetryToken(
              RefreshRetryTokenRequest.builder().token(token).failure(failure).build());
    } catch (TokenAcquisitionFailedException e) {
      throw failure;
    }
    time.pause(next.delay());
    return next.token();
  }
}
