package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Classes that Lambda cannot use as handlers. */
public final class Wrong {
  private Wrong() {}

  /** Its code cannot be loaded. */
  public static final class InStatic implements RequestStreamHandler {
    static {
      if (true) {
        throw new IllegalStateException("no TABLE");
      }
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  /** Its code cannot be loaded either. */
  public static final class InOtherStatic implements RequestStreamHandler {
    static final int TABLE = Integer.parseInt("no TABLE");

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  /** Cannot be made. */
  public static final class InConstructor implements RequestStreamHandler {
    public InConstructor() {
      throw new IllegalStateException("no TABLE");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  /** Needs an argument that Lambda does not pass. */
  public static final class WithoutConstructor implements RequestStreamHandler {
    public WithoutConstructor(String table) {}

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  /** Implements neither handler interface. */
  public static final class NoHandler {}
}
