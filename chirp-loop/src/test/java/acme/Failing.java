package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.io.IOError;
import java.io.IOException;

/** Functions that throw the error that their event names. */
public final class Failing {
  private Failing() {}

  private static String fail(String error) {
    return switch (error) {
      case "memory" -> "" + new long[Integer.MAX_VALUE].length;
      case "overflow" -> "" + overflowed(0);
      case "disk" -> throw new IOError(new IOException("planted"));
      case "linkage" -> throw new NoClassDefFoundError("acme/Gone");
      case "static" -> "" + Static.TABLE;
      case "assertion" -> throw new AssertionError("planted");
      default -> error;
    };
  }

  @SuppressWarnings("InfiniteRecursion") // as named
  private static int overflowed(int depth) {
    return overflowed(depth + 1) + 1;
  }

  /** Cannot be initialized. */
  private static final class Static {
    static final int TABLE = Integer.parseInt("no TABLE");
  }

  /** Of Chirp's base class: the query value {@code error}. */
  public static final class Api extends ApiFunction {
    @Override
    protected Object handle(ApiRequest request) {
      return fail(request.query("error").orElse(""));
    }
  }

  /** A plain handler: its event is the error's name. */
  public static final class Bound implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String error, Context context) {
      return fail(error);
    }
  }
}
