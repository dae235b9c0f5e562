package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.sandbox.http.AwsError;
import java.time.Clock;

/**
 * The rate limits of Lambda's and API Gateway's own APIs. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">API
 *     Gateway quotas</a>
 */
public final class ControlPlaneLimits {
  private final TokenBucket lambda;
  private final TokenBucket apiGateway;
  private final TokenBucket deployments;

  /**
   * Limits that no call has used yet.
   *
   * @param lambdaCalls all requests to Lambda per second except GetFunction; Lambda's own is 15
   */
  public ControlPlaneLimits(int lambdaCalls, Clock clock) {
    this.lambda = new TokenBucket(lambdaCalls, clock);
    this.apiGateway = new TokenBucket(10, 40, clock);
    this.deployments = new TokenBucket(0.2, 1, clock);
  }

  /**
   * Counts a call.
   *
   * @param action such as {@code lambda:CreateFunction}
   * @throws AwsError when there are too many
   */
  public void count(String action) {
    if (action.startsWith("lambda:") && !action.equals("lambda:GetFunction")) {
      take(lambda, "Rate exceeded");
    }
    if (action.startsWith("apigateway:")) {
      take(apiGateway, "Too Many Requests");
    }
    if (action.equals("apigateway:CreateDeployment")) {
      take(deployments, "Too Many Requests");
    }
  }

  private static void take(TokenBucket bucket, String message) {
    if (!bucket.take()) {
      throw new AwsError(429, "TooManyRequestsException", message);
    }
  }
}
