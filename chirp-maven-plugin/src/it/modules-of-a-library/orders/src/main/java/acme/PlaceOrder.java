package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

public class PlaceOrder implements RequestHandler<PlaceOrder.Order, String> {
  public record Order(int count, String item) {}

  @Override
  public String handleRequest(Order order, Context context) {
    return Words.of(order.count(), order.item());
  }
}
