package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.util.Map;

@FunctionConfiguration(route = "GET /chirps/{id}", authorizer = "NONE")
public class FindChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    System.out.println("looking for a chirp");
    return Map.of(
        "id", request.pathParameter("id").orElse(""), "pid", ProcessHandle.current().pid());
  }
}
