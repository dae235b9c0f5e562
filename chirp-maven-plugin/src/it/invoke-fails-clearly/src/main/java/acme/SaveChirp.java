package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.util.Map;

public class SaveChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    request.require("body-json:chirp-text", "body-json:user");
    return Map.of();
  }
}
