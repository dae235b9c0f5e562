package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.chirp.runtime.local.LocalInvoker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundEventHandlerTest {
  /** A bean with a field that Lambda binds case-insensitively. */
  public static final class Order {
    private int quantity;

    public void setQuantity(int quantity) {
      this.quantity = quantity;
    }

    public int getQuantity() {
      return quantity;
    }
  }

  abstract static class Doubling<T> implements RequestHandler<Order, T> {
    @Override
    public T handleRequest(Order order, Context context) {
      order.setQuantity(order.getQuantity() * 2);
      return answer(order);
    }

    abstract T answer(Order order);
  }

  static final class Nested extends Doubling<List<Order>> {
    @Override
    List<Order> answer(Order order) {
      return List.of(order);
    }
  }

  static final class Buckets implements RequestHandler<S3Event, String> {
    @Override
    public String handleRequest(S3Event event, Context context) {
      return event.getRecords().get(0).getS3().getBucket().getName()
          + " at "
          + event.getRecords().get(0).getEventTime().getMillis();
    }
  }

  static final class Queues implements RequestHandler<SQSEvent, String> {
    @Override
    public String handleRequest(SQSEvent event, Context context) {
      return event.getRecords().get(0).getEventSourceArn()
          + " "
          + event.getRecords().get(0).getBody();
    }
  }

  static final class Anything implements RequestHandler<Object, Object> {
    @Override
    public Object handleRequest(Object event, Context context) {
      return event instanceof Map<?, ?> map ? map.keySet() : event;
    }
  }

  static final class Nothing implements RequestHandler<Map<String, String>, Void> {
    @Override
    public Void handleRequest(Map<String, String> event, Context context) {
      return null;
    }
  }

  @Test
  void bindsABeanThroughAGenericParent() throws HandlerException {
    assertEquals("[{\"quantity\":14}]", invoke(new Nested(), "{\"quantity\": 7}"));
  }

  @Test
  void bindsAnS3EventWithItsCapitalizedNamesAndTimes() throws HandlerException {
    String event =
        """
        {"Records": [{"eventTime": "1970-01-01T00:00:01.000Z", "s3": {"bucket": {"name": "chirps"}}}]}""";
    assertEquals("\"chirps at 1000\"", invoke(new Buckets(), event));
  }

  @Test
  void bindsAnSqsEventWithItsArnInCapitals() throws HandlerException {
    String event =
        """
        {"Records": [{"eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:q", "body": "hello"}]}""";
    assertEquals("\"arn:aws:sqs:us-east-1:000000000000:q hello\"", invoke(new Queues(), event));
  }

  @Test
  void bindsAnObjectToMapsAndAnswersNothingWithNull() throws HandlerException {
    assertEquals("[\"a\"]", invoke(new Anything(), "{\"a\": 1}"));
    assertEquals("null", invoke(new Nothing(), "{}"));
  }

  @Test
  void failsAsLambdaDoesWhenTheEventDoesNotFit() throws HandlerException {
    RuntimeException failure =
        assertThrows(
            RuntimeException.class, () -> invoke(new Nested(), "{\"quantity\": \"many\"}"));
    assertEquals(
        "java.lang.RuntimeException: An error occurred during JSON parsing", failure.toString());
  }

  private static String invoke(RequestHandler<?, ?> handler, String event) throws HandlerException {
    Class<?> type = handler.getClass();
    RequestStreamHandler bound =
        BoundEventHandler.of(handler, EventTypes.of(type), type.getClassLoader());
    return LocalInvoker.of(bound).invoke(event).text();
  }
}
