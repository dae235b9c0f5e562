package dev.chirp.internal.serve.code;

import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.util.List;

/** The state of a project's code when a request arrived. */
public sealed interface ServedCode {
  /** The header of each response with the number of the code that gave it. */
  String HEADER = "x-chirp-generation";

  /** The number of this state: 1 at the start, and a higher one after each change. */
  long number();

  /**
   * Code that compiled. With a new number, the server builds its route table again, gives no more
   * events to the processes of earlier generations, and ends them after their current event.
   *
   * @param functions all functions of the project, with and without a route
   * @param api what the POMs say of the API as a whole
   */
  record Generation(long number, List<ServedFunction> functions, ApiSettings api)
      implements ServedCode {
    public Generation {
      functions = List.copyOf(functions);
    }

    /** Code of an API without a name, which only pages of its own origin may call. */
    public Generation(long number, List<ServedFunction> functions) {
      this(number, functions, ApiSettings.NONE);
    }
  }

  /**
   * The POMs' settings of the API as a whole.
   *
   * @param title the name of the project
   * @param version of the project
   * @param cors which pages of other origins may call the API
   * @param authorizers which decide who may call protected routes
   */
  record ApiSettings(
      String title, String version, CorsSettings cors, RouteAccess.Authorizers authorizers) {
    /** An API without a name and authorizers, which only pages of its own origin may call. */
    public static final ApiSettings NONE =
        new ApiSettings("", "", CorsSettings.NONE, RouteAccess.Authorizers.NONE);
  }

  /**
   * Code that did not compile. The server answers each request with status 500 and these errors.
   *
   * @param errors the compiler's errors, for people
   */
  record CompileErrors(long number, String errors) implements ServedCode {}
}
