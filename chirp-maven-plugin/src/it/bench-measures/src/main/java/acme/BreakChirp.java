package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;

public class BreakChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    throw new IllegalStateException("this chirp breaks");
  }
}
