package dev.chirp.runtime.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/**
 * The context of one local invocation. Its account is {@code 000000000000}, which does not exist.
 */
final class LocalContext implements Context {

  private final LocalInvoker invoker;
  private final String requestId;
  private final LambdaLogger logger;
  private final long startNanos;

  LocalContext(LocalInvoker invoker, String requestId, LambdaLogger logger) {
    this.invoker = invoker;
    this.requestId = requestId;
    this.logger = logger;
    this.startNanos = invoker.machine.nanos();
  }

  /** The time since the invocation started. */
  Duration elapsed() {
    return Duration.ofNanos(invoker.machine.nanos() - startNanos);
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + invoker.functionName;
  }

  @Override
  public String getLogStreamName() {
    return invoker.logStreamName;
  }

  @Override
  public String getFunctionName() {
    return invoker.functionName;
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    String region = invoker.machine.variable("AWS_REGION", "us-east-1");
    return "arn:aws:lambda:" + region + ":000000000000:function:" + invoker.functionName;
  }

  // Null on Lambda too, except for calls of mobile applications, so code that fails on Lambda fails
  // here.
  @SuppressWarnings("NullAway") // Lambda's own context returns null too
  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  // Null as on Lambda, see getIdentity.
  @SuppressWarnings("NullAway") // Lambda's own context returns null too
  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    Duration left = invoker.timeout.minus(elapsed());
    return left.toSeconds() >= Integer.MAX_VALUE / 1000
        ? Integer.MAX_VALUE
        : (int) Math.max(0, left.toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return invoker.memorySize;
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }
}
