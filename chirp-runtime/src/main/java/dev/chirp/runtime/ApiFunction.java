package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * A Lambda function that answers API requests. Write one public subclass per function, with a
 * public constructor without parameters, and implement {@link #handle}:
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
 * <p>The base class reads events of five shapes, writes the envelope in the matching shape, turns
 * exceptions into error envelopes, answers CORS preflights, and logs with secrets redacted. After
 * any exception, the next request on the same instance works, except after a {@code
 * VirtualMachineError} or an {@code IOError}.
 *
 * <p>With {@code chirp.snapStart}, it handles its event file before Lambda takes the snapshot.
 *
 * <p>Settings come from environment variables; the reference page of the settings lists them.
 * Requests may run concurrently if {@code handle} allows it.
 */
public abstract class ApiFunction implements RequestStreamHandler {

  private final Settings settings;

  /** Reads the settings from the environment variables of the process. */
  protected ApiFunction() {
    this(System.getenv());
  }

  /**
   * For tests: takes the environment from a map instead of the process.
   *
   * @param environment the environment variables
   */
  @SuppressWarnings("this-escape") // SnapStart calls back only after construction has finished
  protected ApiFunction(Map<String, String> environment) {
    this.settings = new Settings(environment);
    if (Settings.is(environment, "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")) {
      try {
        // By reflection: Chirp's loop is only in packages that were made for a snapshot.
        Class.forName("dev.chirp.loop.SnapStart")
            .getMethod("register", RequestStreamHandler.class)
            .invoke(null, this);
      } catch (ReflectiveOperationException ignored) {
        // Then Lambda takes the snapshot of a function that has not yet handled an event.
      }
    }
  }

  /**
   * Answers one request.
   *
   * @param request what the caller sent
   * @return the envelope's data: maps, lists, arrays, text, numbers, booleans, java.time values,
   *     null, or an {@link ApiResponse}; objects of other classes, such as records, cost the
   *     start-up time of jackson-databind
   * @throws ApiException to answer with an error
   * @throws Exception becomes status 500, and its stack trace is logged; so does an {@code Error}
   *     that is not a {@code VirtualMachineError} or an {@code IOError}
   */
  protected abstract Object handle(ApiRequest request) throws Exception;

  /**
   * Lambda calls this method.
   *
   * @throws FunctionErrorException when a pass-through or unreadable event results in an error
   * @throws VirtualMachineError such as {@code OutOfMemoryError} or {@code StackOverflowError}, or
   *     an {@code IOError}, when the handler has thrown it. It is logged and rethrown, so that the
   *     caller ends the JVM, as AWS's runtime interface client does. In pass-through shape, its
   *     message is the envelope of a 500, and its cause is the original error
   * @throws java.io.IOError likewise, in the other shapes
   * @throws IOException when the response cannot be written
   */
  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    // Left over from another request: Lambda runs them one after the other on one thread.
    boolean ignored = Thread.interrupted();
    Context known = context == null ? new NoContext() : context;
    new Exchange(settings, known).respond(this, event).writeTo(answer);
  }
}
