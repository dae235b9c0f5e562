package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.util.Map;

public class Greet extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    System.out.println("to stdout");
    System.err.println("to stderr");
    return Map.of("greeting", "Grüße");
  }
}
