package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;

public class SaveChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return "SaveChirp";
  }
}
