package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.NoSuchResourceException;

public class FindChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    throw new NoSuchResourceException(100, "No chirp here");
  }
}
