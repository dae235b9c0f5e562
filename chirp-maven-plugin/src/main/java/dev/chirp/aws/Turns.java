package dev.chirp.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Lets each attempt of a call to Lambda wait for its turn: those that the SDK makes again because
 * there were too many would else come on top. {@code GetFunction} has a limit of its own, which is
 * the highest.
 */
record Turns(RateLimit limit) implements ExecutionInterceptor {

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    boolean isCounted =
        "Lambda".equals(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
            && !"GetFunction".equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    if (isCounted) {
      limit.acquire();
    }
  }
}
