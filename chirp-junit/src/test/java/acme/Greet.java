package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.NoSuchResourceException;
import java.util.Map;

/** Counts whom it greets, as an instance that Lambda keeps would. */
public class Greet extends ApiFunction {
  private final String greeting;
  private int count;

  public Greet() {
    this("Hello");
  }

  public Greet(String greeting) {
    this.greeting = greeting;
  }

  @Override
  protected Object handle(ApiRequest request) {
    String name = request.query("name").orElse("world");
    if (name.equals("nobody")) {
      throw new NoSuchResourceException(100, "Nobody is not there");
    }
    if (name.equals("trouble")) {
      throw new IllegalStateException("There is trouble");
    }
    if (name.equals("everybody")) {
      throw new OutOfMemoryError("Java heap space");
    }
    count++;
    return Map.of("greeting", greeting + " " + name, "count", count);
  }
}
