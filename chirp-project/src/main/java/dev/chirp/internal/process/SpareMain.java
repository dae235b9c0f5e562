package dev.chirp.internal.process;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.chirp.internal.loop.HandlerException;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.loop.Main;
import dev.chirp.runtime.local.LocalInvoker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The main class of a process that starts before the code of its function is there. It loads what
 * Lambda's runtime needs for any function, and waits until its standard input ends. Then it goes on
 * as {@link Main}. Until then, it loads no class of the function or of its libraries.
 */
public final class SpareMain {
  private static final byte[] EVENT =
      "{\"a\": [1, true, \"b\"]}".getBytes(StandardCharsets.US_ASCII);

  private SpareMain() {}

  /** Never returns. */
  public static void main(String[] args) throws IOException, HandlerException {
    Thread thread = Thread.currentThread();
    ClassLoader function = thread.getContextClassLoader();
    thread.setContextClassLoader(SpareMain.class.getClassLoader());
    LocalInvoker.of(HandlerLoader.load(Echo.class.getName(), thread.getContextClassLoader()))
        .invokeUnchecked(EVENT);
    thread.setContextClassLoader(function);
    while (System.in.read() >= 0) {
      // only the end matters
    }
    Main.main(args);
  }

  /** Has the event and the result bound, as for a function with classes of its own. */
  public static final class Echo
      implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
      return event;
    }
  }
}
