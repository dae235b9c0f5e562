package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.chirp.runtime.FunctionConfiguration;
import java.util.Map;

@FunctionConfiguration(route = "GET /order")
@Marked("tea")
public class FindOrder implements RequestHandler<Map<String, Object>, String> {
  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    return "2 " + Words.UNIT + " of " + FindOrderMark.text();
  }
}
