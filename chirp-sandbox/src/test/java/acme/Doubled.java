package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A function whose event is a number. */
public final class Doubled implements RequestHandler<Integer, Integer> {
  @Override
  public Integer handleRequest(Integer event, Context context) {
    return event * 2;
  }
}
