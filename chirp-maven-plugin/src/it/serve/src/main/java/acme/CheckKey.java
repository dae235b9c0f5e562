package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

/** The function of an authorizer. */
public class CheckKey implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    boolean isKnown = List.of("open-sesame").equals(event.get("identitySource"));
    return Map.of("isAuthorized", isKnown, "context", Map.of("owner", "Ali"));
  }
}
