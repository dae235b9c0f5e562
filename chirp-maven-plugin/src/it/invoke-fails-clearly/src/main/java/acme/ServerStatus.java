package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

public class ServerStatus implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String how, Context context) {
    if (how.equals("exit")) {
      System.exit(7);
    }
    if (how.equals("sleep")) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new IllegalStateException("no " + how);
  }
}
