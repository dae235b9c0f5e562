package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

@FunctionConfiguration(route = "GET /greeting")
public class Greet extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) throws IOException {
    try (InputStream in = Greet.class.getResourceAsStream("/word.txt")) {
      String word = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (word.equals("bad")) {
        throw new IllegalStateException("This version is broken.");
      }
      return word;
    }
  }
}
