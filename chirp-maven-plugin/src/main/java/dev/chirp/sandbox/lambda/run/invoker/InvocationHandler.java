package dev.chirp.sandbox.lambda.run.invoker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Calls the function under the request id of the invocation, in its context and in its log: the
 * event-file invoker makes up one of its own.
 */
final class InvocationHandler implements RequestStreamHandler, Appendable {
  private final RequestStreamHandler handler;
  private final Invocation invocation;
  private volatile String madeUp = "";

  InvocationHandler(RequestStreamHandler handler, Invocation invocation) {
    this.handler = handler;
    this.invocation = invocation;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context local)
      throws IOException {
    madeUp = local.getAwsRequestId();
    handler.handleRequest(event, answer, new InvocationContext(local, invocation));
  }

  @Override
  public Appendable append(CharSequence text) {
    System.out.print(
        madeUp.isEmpty() ? text : text.toString().replace(madeUp, invocation.requestId()));
    return this;
  }

  @Override
  public Appendable append(CharSequence text, int start, int end) {
    return append(text.subSequence(start, end));
  }

  @Override
  public Appendable append(char c) {
    return append(String.valueOf(c));
  }
}
