package dev.chirp.internal.serve.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.runtime.FunctionConfiguration;
import java.io.InputStream;
import java.io.OutputStream;

/** Never answers. */
@FunctionConfiguration(route = "POST /hang", timeout = 1)
public class Hanging implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException ignored) {
        // It hangs.
      }
    }
  }
}
