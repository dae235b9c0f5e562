package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.loop.SnapStart;
import java.util.Map;

/** As Greet, but none of Chirp's own, and one that fails when it is warmed up. */
@FunctionConfiguration(safe = true)
public class Count implements RequestHandler<Map<String, Object>, String> {
  private String first = "";

  public Count() {
    SnapStart.register(this);
  }

  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    first = first.isEmpty() ? context.getAwsRequestId() : first;
    if (context.getAwsRequestId().equals("warm-up")) {
      throw new IllegalStateException("No warm-up for me");
    }
    return "count " + event.get("by") + ": " + first;
  }
}
