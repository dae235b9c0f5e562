package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;

/** Has the API's default authorizer. */
@FunctionConfiguration(route = "GET /me", scopes = {"me:read", "me:write"})
public class Me extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return request.principal().orElse("unknown");
  }
}
