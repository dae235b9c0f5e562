package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A function whose event Lambda's runtime binds to a class. */
public final class Bound implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}
