package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.util.Map;

public class CountChirps extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return Map.of("count", 0, "endpoint", System.getenv("AWS_ENDPOINT_URL").startsWith("http://127.0.0.1:"));
  }
}
