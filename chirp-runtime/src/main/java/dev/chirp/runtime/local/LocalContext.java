package dev.chirp.runtime.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/**
 * One invocation, as the function sees it. The account is {@code 000000000000}, which no account
 * is.
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

  /** The time since the invocation began. */
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

  // As on Lambda, unless a mobile application calls: what fails there because of it fails here.
  @SuppressWarnings("NullAway") // as Lambda's own context answers
  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  // As on Lambda, see getIdentity.
  @SuppressWarnings("NullAway") // as Lambda's own context answers
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
