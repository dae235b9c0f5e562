package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.util.Map;

/** Has a name that its class does not tell. */
@FunctionConfiguration(name = "farewell")
public class Renamed extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return Map.of("farewell", "Bye");
  }
}
