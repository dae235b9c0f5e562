package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.NoSuchResourceException;
import java.util.Map;

public class FindChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    System.out.println("looking for a chirp");
    String id = request.pathParameter("id").orElse("none");
    if (!id.equals("1")) {
      throw new NoSuchResourceException(100, "No chirp " + id);
    }
    return Map.of("id", id);
  }
}
