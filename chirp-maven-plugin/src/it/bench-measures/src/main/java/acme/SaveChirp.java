package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.util.Map;

public class SaveChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return Map.of("saved", true);
  }
}
