package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;

/** Answers with the id of the first request that this instance got. */
@FunctionConfiguration(route = "GET /greeting")
public class Greet extends ApiFunction {
  private String first = "";

  @Override
  protected Object handle(ApiRequest request) {
    first = first.isEmpty() ? request.requestId() : first;
    return "greet: " + first;
  }
}
