package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

public class Greet implements RequestHandler<Map<String, String>, String> {
  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    return "Hello, " + event.get("name") + ", in " + System.getenv("AWS_REGION") + " by " + System.getenv("AWS_PROFILE");
  }
}
