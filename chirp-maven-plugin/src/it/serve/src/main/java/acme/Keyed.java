package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;

@FunctionConfiguration(route = "GET /keyed", authorizer = "keys")
public class Keyed extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return request.authorizerValue("owner").orElse("unknown");
  }
}
