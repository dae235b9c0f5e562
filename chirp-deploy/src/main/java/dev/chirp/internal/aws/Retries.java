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
 * Retries calls like the SDK's standard strategy. The SDK's clients do not retry themselves,
 * because their retries would bypass the rate limit and the clock. After too many failures, nothing
 * is retried until other calls succeed.
 *
 * <p>Calls that Lambda or API Gateway throttles are different: they did nothing, and the quota
 * refills within a second. They are retried for a minute and do not count as attempts, because
 * fifty functions at once would use up any number of attempts. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">Retry
 *     behavior</a>
 */
final class Retries {
  private static final String ALL = "all";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The delay between attempts of a throttled call, in addition to the rate limit. */
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
   * Retries like the SDK's strategy.
   *
   * @param maxAttempts the number of attempts, including the first
   */
  static Retries of(int maxAttempts, Time time) {
    return new Retries(maxAttempts, Duration.ZERO, time);
  }

  /**
   * Retries calls of Lambda and API Gateway, whose quotas cannot be raised.
   *
   * @param maxAttempts the number of attempts that are not throttled
   */
  static Retries ofScarceCalls(int maxAttempts, Time time) {
    return new Retries(maxAttempts, PATIENCE, time);
  }

  /**
   * Returns the result of the first attempt that succeeds.
   *
   * @param mayRepeat whether to retry after this failure
   * @throws SdkException the failure of the last attempt
   */
  <T> T call(Supplier<T> attempt, Predicate<SdkException> mayRepeat) {
    RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create(ALL)).token();
    Instant end = time.now().plus(patience);
    int throttled = 0;
    while (true) {
      Instant asked = time.now();
      try {
        T response = attempt.get();
        strategy.recordSuccess(RecordSuccessRequest.create(token));
        return response;
      } catch (SdkException e) {
        if (!mayRepeat.test(e)) {
          throw e;
        }
        if (patience.isZero() || !isThrottled(e)) {
          token = again(token, e);
        } else if (asked.isBefore(end)) {
          throttled++;
          time.pause(THROTTLED.computeDelay(throttled + 1)); // the delay before the next attempt
        } else {
          throw e;
        }
      }
    }
  }

  private static boolean isThrottled(SdkException failure) {
    return failure instanceof SdkServiceException said && said.isThrottlingException();
  }

  /** Waits until it is time to try again. */
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
