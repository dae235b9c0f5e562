package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

public class Greet implements RequestHandler<Greet.Person, Map<String, Object>> {
  public static class Person {
    private String name;

    public void setName(String name) {
      this.name = name;
    }
  }

  @Override
  public Map<String, Object> handleRequest(Person person, Context context) {
    return Map.of(
        "greeting", System.getenv("GREETING") + ", " + person.name,
        "table", System.getenv("TABLE"),
        "function", context.getFunctionName(),
        "memory", context.getMemoryLimitInMB(),
        "longTimeout", context.getRemainingTimeInMillis() > 15_000,
        "nothing", System.getenv("NOTHING"),
        "jackson", new ObjectMapper().version().toString());
  }
}
