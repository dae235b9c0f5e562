package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.NoSuchResourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** Small real functions, well-behaved and misbehaving, for the forks in these tests. */
public final class Functions {
  private Functions() {}

  /** Returns the event. */
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      event.transferTo(answer);
    }
  }

  /** Returns what it finds in its environment. */
  public static final class Surroundings
      implements RequestHandler<Map<String, String>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, String> event, Context context) {
      return Map.of(
          "variable", Objects.requireNonNullElse(System.getenv(event.get("variable")), "not set"),
          "heapMb", Runtime.getRuntime().maxMemory() / (1024 * 1024),
          "remainingMillis", context.getRemainingTimeInMillis(),
          "functionName", context.getFunctionName(),
          "zone", java.time.ZoneId.systemDefault().toString());
    }
  }

  /** Prints its event in many ways that are not a response. */
  public static final class Talker implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      System.out.println("printed on stdout");
      System.err.println("printed on stderr");
      context.getLogger().log("logged");
      answer.write("\"answer\"".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Finds no chirp. */
  public static final class Missing extends ApiFunction {
    @Override
    protected Object handle(ApiRequest request) {
      throw new NoSuchResourceException(100, "No such chirp");
    }
  }

  /** Uses up its memory. */
  public static final class Insatiable extends ApiFunction {
    @Override
    protected Object handle(ApiRequest request) {
      return Misbehaving.fill();
    }
  }

  /** Misbehaves as its event says. */
  public static final class Misbehaving implements RequestHandler<String, String> {
    private static Object kept = "";

    @Override
    public String handleRequest(String how, Context context) {
      return switch (how) {
        case "exit" -> exit();
        case "halt" -> halt();
        case "loop" -> loop();
        case "fill" -> fill();
        case "fill and stay" -> fillAndStay();
        case "fill to the last byte and stay" -> fillToTheLastByteAndStay();
        case "linger" -> linger();
        case "recurse" -> handleRequest(how, context);
        case "leak" -> leak();
        default ->
            throw new IllegalStateException(
                "no " + Objects.requireNonNull(how), new IOException("disk"));
      };
    }

    private static String exit() {
      System.exit(3);
      return "";
    }

    private static String halt() {
      Runtime.getRuntime().halt(134);
      return "";
    }

    private static String fill() {
      List<byte[]> blocks = new ArrayList<>();
      while (blocks.size() < Integer.MAX_VALUE) {
        blocks.add(new byte[64 * 1024]);
      }
      return "filled";
    }

    private static String fillAndStay() {
      List<byte[]> blocks = new ArrayList<>();
      while (blocks.size() < Integer.MAX_VALUE) {
        try {
          blocks.add(new byte[1024]);
        } catch (OutOfMemoryError e) {
          Thread.onSpinWait();
        }
      }
      return "filled";
    }

    /** Leaves no room for even the smallest object, even if some memory is freed later. */
    private static String fillToTheLastByteAndStay() {
      int size = 1 << 20;
      while (size >= 0) {
        try {
          kept = size == 0 ? new Kept(kept) : new Object[] {kept, new byte[size]};
        } catch (OutOfMemoryError e) {
          size /= 16;
        }
      }
      return "filled";
    }

    /** As small as an object can be. */
    private record Kept(Object before) {}

    private static String linger() {
      long end = System.nanoTime() + 1_200_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return "took longer than a second";
    }

    private static String loop() {
      while (true) {
        Thread.onSpinWait();
      }
    }

    private static String leak() {
      CountDownLatch never = new CountDownLatch(1);
      new Thread(
              () -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              })
          .start();
      return "leaked a thread";
    }
  }

  /** Cannot even be loaded. */
  public static final class FailsToLoad implements RequestStreamHandler {
    static {
      if (true) {
        throw new AssertionError("no TABLE");
      }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {}
  }

  /** Cannot be created. */
  public static final class FailsToStart implements RequestStreamHandler {
    public FailsToStart() {
      throw new IllegalArgumentException("TABLE is not set");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {}
  }
}
