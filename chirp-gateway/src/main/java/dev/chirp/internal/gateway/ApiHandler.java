package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts an HTTP API behind a server.
 *
 * @param api asked for each request, so that routes may change while it serves
 * @param faults where bugs go
 */
public record ApiHandler(Supplier<HttpApi> api, Consumer<Throwable> faults)
    implements RequestHandler {

  @Override
  public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
    try {
      return api.get().answer(request);
    } catch (RuntimeException | StackOverflowError e) {
      faults.accept(e);
      return GatewayAnswers.internalError();
    }
  }

  @Override
  public OutgoingResponse refused(RequestRefused refusal) {
    return GatewayAnswers.refused(refusal);
  }

  @Override
  public void failed(Throwable cause) {
    faults.accept(cause);
  }
}
