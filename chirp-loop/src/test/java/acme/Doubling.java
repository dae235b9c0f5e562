package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A handler whose event is bound. */
public final class Doubling implements RequestHandler<Integer, Integer> {
  @Override
  public Integer handleRequest(Integer event, Context context) {
    return event * 2;
  }
}
