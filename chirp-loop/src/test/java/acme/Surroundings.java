package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers with what it finds around it. */
public final class Surroundings implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    String found;
    try {
      found = "" + (Class.forName(Surroundings.class.getName(), false, loader) == getClass());
    } catch (ClassNotFoundException e) {
      found = "not found";
    }
    out.write(
        String.join(
                " ",
                "own class by the context class loader: " + found,
                "uncaught handler: " + (Thread.getDefaultUncaughtExceptionHandler() != null),
                "trace: " + System.getProperty("com.amazonaws.xray.traceHeader"),
                Objects.requireNonNullElse(System.getenv("_X_AMZN_TRACE_ID"), "no variable"))
            .getBytes(StandardCharsets.UTF_8));
  }
}
