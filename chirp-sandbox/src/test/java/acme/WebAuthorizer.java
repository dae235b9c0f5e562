package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A Lambda authorizer: it lets those in whose identity source is {@code secret}. */
public final class WebAuthorizer implements RequestStreamHandler {
  private int invocations;

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    invocations++;
    boolean isAuthorized = event.contains("\"identitySource\":[\"secret\"]");
    out.write(
        "{\"isAuthorized\": %s, \"context\": {\"user\": \"ada\", \"asked\": %d}}"
            .formatted(isAuthorized, invocations)
            .getBytes(StandardCharsets.UTF_8));
  }
}
