package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;

public class Greet extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return "Greet";
  }
}
