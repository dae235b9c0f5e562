package dev.chirp.internal.aws;

import dev.chirp.internal.core.Time;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes calls within the rate limit, and retries them where that is safe. An invocation is
 * attempted once, because the function may have run. A create or update is repeated only if AWS
 * said that it did nothing. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas: control plane API requests</a>
 */
final class ThrottledCalls {
  /** Lambda allows 15 calls a second. The rest is left for others who work in the account. */
  private static final int CALLS_PER_SECOND = 10;

  /** Lambda allows 100 {@code GetFunction} calls a second. */
  private static final int READS_PER_SECOND = 60;

  /**
   * API Gateway allows 10 calls a second. The rest is left for others who work in the account.
   *
   * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">API
   *     Gateway quotas</a>
   */
  private static final int API_CALLS_PER_SECOND = 8;

  private static final String API_GATEWAY = "apigateway:";

  private static final String INVOKE = "lambda:InvokeFunction";

  /** The writes that are not retried blindly: after a lost response, the resource is read first. */
  private static final Set<String> READ_FIRST =
      Set.of(
          API_GATEWAY + "POST",
          "lambda:CreateFunction",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration");

  private final RateLimit rateLimit;
  private final RateLimit readLimit;
  private final RateLimit apiLimit;
  private final Retries retries;
  private final Retries patientRetries;

  /**
   * Creates the limits and retries.
   *
   * @param maxAttempts the number of attempts for a call, including the first
   */
  ThrottledCalls(int maxAttempts, Time time) {
    this.rateLimit = new RateLimit(CALLS_PER_SECOND, time);
    this.readLimit = new RateLimit(READS_PER_SECOND, time);
    this.apiLimit = new RateLimit(API_CALLS_PER_SECOND, time);
    this.retries = Retries.of(maxAttempts, time);
    this.patientRetries = Retries.ofScarceCalls(maxAttempts, time);
  }

  /**
   * Makes one call.
   *
   * @param action as IAM spells it: {@code lambda:CreateFunction}
   * @throws SdkException the failure of the last attempt
   */
  <T> T make(String action, Supplier<T> call) {
    Supplier<T> attempt = () -> inTurn(action, call);
    return (isLambda(action) || isApiGateway(action) ? patientRetries : retries)
        .call(attempt, e -> mayRepeat(action, e));
  }

  private static boolean isLambda(String action) {
    return action.startsWith("lambda:");
  }

  private static boolean isApiGateway(String action) {
    return action.startsWith(API_GATEWAY);
  }

  private static boolean mayRepeat(String action, SdkException e) {
    boolean didNothing = e instanceof AwsServiceException said && said.statusCode() < 500;
    return !action.equals(INVOKE) && (didNothing || !READ_FIRST.contains(action));
  }

  private <T> T inTurn(String action, Supplier<T> call) {
    if (action.equals("lambda:GetFunction")) {
      readLimit.acquire();
    } else if (isLambda(action)) {
      rateLimit.acquire();
    } else if (isApiGateway(action)) {
      apiLimit.acquire();
    }
    return call.get();
  }
}
