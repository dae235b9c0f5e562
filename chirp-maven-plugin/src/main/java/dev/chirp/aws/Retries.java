package dev.chirp.aws;

import dev.chirp.core.Time;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
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
 * calls have failed, none is repeated any more until others succeed. Safe for many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">Retry
 *     behavior</a>
 */
final class Retries {
  private static final String ALL = "all";

  /** Lambda's quota fills up within a second, and the rate limit holds back as well. */
  private static final BackoffStrategy RATE_LIMITED =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final StandardRetryStrategy strategy;
  private final Time time;

  private Retries(StandardRetryStrategy strategy, Time time) {
    this.strategy = strategy;
    this.time = time;
  }

  /**
   * As the SDK's strategy says.
   *
   * @param maxAttempts how often a call is tried in all
   */
  static Retries of(int maxAttempts, Time time) {
    return new Retries(
        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(maxAttempts).build(),
        time);
  }

  /** For calls that wait for their turn: what was throttled comes back sooner. */
  static Retries ofRateLimited(int maxAttempts, Time time) {
    return new Retries(
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(maxAttempts)
            .throttlingBackoffStrategy(RATE_LIMITED)
            .build(),
        time);
  }

  /**
   * The answer of the first attempt that has one.
   *
   * @param mayRepeat whether there may be another attempt after that failure
   * @throws SdkException the failure of the last attempt
   */
  <T> T call(Supplier<T> attempt, Predicate<SdkException> mayRepeat) {
    RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create(ALL)).token();
    while (true) {
      try {
        T answer = attempt.get();
        strategy.recordSuccess(RecordSuccessRequest.create(token));
        return answer;
      } catch (SdkException e) {
        if (!mayRepeat.test(e)) {
          throw e;
        }
        token = again(token, e);
      }
    }
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
