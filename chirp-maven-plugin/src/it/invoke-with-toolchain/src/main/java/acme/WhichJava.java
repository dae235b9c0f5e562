package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.util.Map;

public class WhichJava extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return Map.of("java", Runtime.version().feature());
  }
}
