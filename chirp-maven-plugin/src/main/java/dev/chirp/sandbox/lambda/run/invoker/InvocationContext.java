package dev.chirp.sandbox.lambda.run.invoker;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** The local context, but for what the Runtime API and Lambda's variables tell. */
record InvocationContext(Context local, Invocation invocation) implements Context {
  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return InvokerMain.variable("AWS_LAMBDA_LOG_GROUP_NAME");
  }

  @Override
  public String getLogStreamName() {
    return InvokerMain.variable("AWS_LAMBDA_LOG_STREAM_NAME");
  }

  @Override
  public String getFunctionName() {
    return local.getFunctionName();
  }

  @Override
  public String getFunctionVersion() {
    return InvokerMain.variable("AWS_LAMBDA_FUNCTION_VERSION");
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.arn();
  }

  @Override
  public CognitoIdentity getIdentity() {
    return local.getIdentity();
  }

  @Override
  public ClientContext getClientContext() {
    return local.getClientContext();
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, invocation.millisLeft());
  }

  @Override
  public int getMemoryLimitInMB() {
    return local.getMemoryLimitInMB();
  }

  @Override
  public LambdaLogger getLogger() {
    return local.getLogger();
  }
}
