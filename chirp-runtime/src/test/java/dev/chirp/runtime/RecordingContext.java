package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A context whose log can be read. */
class RecordingContext implements Context, LambdaLogger {

  final List<String> lines = new ArrayList<>();

  String log() {
    return String.join("\n", lines);
  }

  @Override
  public void log(String message, LogLevel level) {
    lines.add("[" + level + "] " + message);
  }

  @Override
  public void log(String message) {
    throw new AssertionError("Logged without level: " + message);
  }

  @Override
  public void log(byte[] message) {
    log(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public String getAwsRequestId() {
    return "req-1";
  }

  @Override
  public LambdaLogger getLogger() {
    return this;
  }

  @Override
  public String getLogGroupName() {
    return "group";
  }

  @Override
  public String getLogStreamName() {
    return "stream";
  }

  @Override
  public String getFunctionName() {
    return "function";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new AssertionError("no test needs it");
  }

  @Override
  public ClientContext getClientContext() {
    throw new AssertionError("no test needs it");
  }

  @Override
  public int getRemainingTimeInMillis() {
    return 9000;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }
}
