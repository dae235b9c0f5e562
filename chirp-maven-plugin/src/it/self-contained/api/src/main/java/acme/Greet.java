package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.util.Map;

@FunctionConfiguration(safe = true)
public class Greet extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return Map.of("greeting", Greeting.to("Lambda"), "java", Runtime.version().feature());
  }
}
