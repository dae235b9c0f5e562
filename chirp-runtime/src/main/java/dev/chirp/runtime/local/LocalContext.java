package dev.chirp.runtime.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One invocation, as the function sees it. The account is {@code 000000000000}, which no account
 * is.
 */
final class LocalContext implements Context {

  // Never filled: both are null on Lambda too, unless a mobile application is the caller, and what
  // fails there because of it has to fail here.
  private static final CognitoIdentity[] NO_IDENTITY = new CognitoIdentity[1];
  private static final ClientContext[] NO_CLIENT = new ClientContext[1];

  private final FunctionSettings settings;
  private final String region;
  private final String requestId;
  private final String logStreamName;
  private final LambdaLogger logger;
  private final LongSupplier nanoTime;
  private final long startNanos;

  LocalContext(
      FunctionSettings settings,
      String region,
      String requestId,
      String logStreamName,
      LambdaLogger logger,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.region = region;
    this.requestId = requestId;
    this.logStreamName = logStreamName;
    this.logger = logger;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  /** The time since the invocation began. */
  Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startNanos);
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + settings.name();
  }

  @Override
  public String getLogStreamName() {
    return logStreamName;
  }

  @Override
  public String getFunctionName() {
    return settings.name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:" + region + ":000000000000:function:" + settings.name();
  }

  @Override
  public CognitoIdentity getIdentity() {
    return NO_IDENTITY[0];
  }

  @Override
  public ClientContext getClientContext() {
    return NO_CLIENT[0];
  }

  @Override
  public int getRemainingTimeInMillis() {
    long remaining = settings.timeout().minus(elapsed()).toNanos();
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(remaining));
  }

  @Override
  public int getMemoryLimitInMB() {
    return settings.memorySize();
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }
}
