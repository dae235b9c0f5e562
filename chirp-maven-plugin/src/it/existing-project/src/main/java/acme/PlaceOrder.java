package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.google.gson.Gson;
import lombok.Data;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Lombok's class for the body, and log4j2's log through Lambda's appender. */
public class PlaceOrder
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final Logger LOG = LogManager.getLogger(PlaceOrder.class);

  @Data
  static class Order {
    private String item;
    private int count;
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent request, Context context) {
    Order order = new Gson().fromJson(request.getBody(), Order.class);
    LOG.info("order of {}", order.getItem());
    order.setCount(order.getCount() + 1);
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(201)
        .withBody(order.toString() + " for " + request.getPathParameters().get("id"));
  }
}
