package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * A Lambda function that answers API requests. Extend it with one public class per function, with a
 * public constructor without parameters, and write {@link #handle}:
 *
 * <pre>{@code
 * public final class CountChirps extends ApiFunction {
 *   @Override
 *   protected Object handle(ApiRequest request) {
 *     return Map.of("count", 0);
 *   }
 * }
 * }</pre>
 *
 * <p>Around that it reads the event in whichever shape it comes, writes the envelope in the shape
 * asked for, turns exceptions into error envelopes, answers CORS preflights and logs, redacted.
 * Whatever else a handler throws, the next request on the same instance works; after a {@code
 * VirtualMachineError} or an {@code IOError} there is none.
 *
 * <p>With {@code chirp.snapStart} it answers its event file before Lambda takes the snapshot.
 *
 * <p>Settings come from the environment; see the reference page of the settings. Safe for
 * concurrent requests as far as {@code handle} is.
 */
public abstract class ApiFunction implements RequestStreamHandler {

  private final Settings settings;

  protected ApiFunction() {
    this(System.getenv());
  }

  /** For tests: the environment as a map instead of the process's. */
  @SuppressWarnings("this-escape") // SnapStart calls back only after construction has finished
  protected ApiFunction(Map<String, String> environment) {
    this.settings = new Settings(environment);
    if (Settings.is(environment, "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")) {
      try {
        // By reflection: Chirp's loop is only where the package was made for a snapshot.
        Class.forName("dev.chirp.internal.loop.SnapStart")
            .getMethod("register", RequestStreamHandler.class)
            .invoke(null, this);
      } catch (ReflectiveOperationException ignored) {
        // Then the snapshot is taken of a function that has answered nothing yet.
      }
    }
  }

  /**
   * Answers one request.
   *
   * @return the envelope's data: maps, lists, arrays, text, numbers, booleans, java.time values,
   *     null, or an {@link ApiResponse}; objects of other classes, such as records, cost the
   *     start-up time of jackson-databind
   * @throws ApiException to answer with an error
   * @throws Exception becomes status 500, and its stack trace is logged; so does an {@code Error}
   *     that is not a {@code VirtualMachineError} or an {@code IOError}
   */
  protected abstract Object handle(ApiRequest request) throws Exception;

  /**
   * Called by Lambda.
   *
   * @throws FunctionErrorException when an event in pass-through shape, or one that cannot be read,
   *     is answered with an error
   * @throws VirtualMachineError when the handler has thrown one, such as {@code OutOfMemoryError}
   *     or {@code StackOverflowError}, or an {@code IOError}: logged, and thrown so that whatever
   *     called this function ends the JVM, as AWS's runtime interface client does. In pass-through
   *     shape its message is the envelope of a 500, and its cause what was thrown
   * @throws java.io.IOError likewise, in the other shapes
   * @throws IOException when the answer cannot be handed over
   */
  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    // Of another request: Lambda calls one after the other on one thread.
    boolean ignored = Thread.interrupted();
    Context known = context == null ? new NoContext() : context;
    new Exchange(settings, known).answer(this, event).writeTo(answer);
  }
}
