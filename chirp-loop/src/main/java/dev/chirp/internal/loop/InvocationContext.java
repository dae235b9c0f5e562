package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** The context of an invocation. It parses the JSON of the mobile headers on first use. */
final class InvocationContext implements Context {
  private final Invocation invocation;
  private final LambdaVariables variables;
  private final LambdaLogger logger;

  InvocationContext(Invocation invocation, LambdaVariables variables, LambdaLogger logger) {
    this.invocation = invocation;
    this.variables = variables;
    this.logger = logger;
  }

  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return variables.logGroup();
  }

  @Override
  public String getLogStreamName() {
    return variables.logStream();
  }

  @Override
  public String getFunctionName() {
    return variables.functionName();
  }

  @Override
  public String getFunctionVersion() {
    return variables.functionVersion();
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.functionArn();
  }

  @Override
  @SuppressWarnings("NullAway") // Lambda's own context returns null too
  public CognitoIdentity getIdentity() {
    String json = invocation.cognitoIdentity();
    return json.isEmpty() ? null : MobileHeader.parse(json);
  }

  @Override
  @SuppressWarnings("NullAway") // Lambda's own context returns null too
  public ClientContext getClientContext() {
    String json = invocation.clientContext();
    return json.isEmpty() ? null : MobileHeader.parse(json);
  }

  @Override
  public int getRemainingTimeInMillis() {
    return invocation.millisLeft();
  }

  @Override
  public int getMemoryLimitInMB() {
    return variables.memory();
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }

  @Override
  @SuppressWarnings("NullAway") // Lambda's own context returns null too
  public String getTenantId() {
    return invocation.tenantId().isEmpty() ? null : invocation.tenantId();
  }

  @Override
  @SuppressWarnings("NullAway") // Lambda's own context returns null too
  public String getXrayTraceId() {
    return invocation.traceId().isEmpty() ? null : invocation.traceId();
  }
}
