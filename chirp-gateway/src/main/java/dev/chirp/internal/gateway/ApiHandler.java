package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts an HTTP API behind a server on this machine. API Gateway serves pages of every site, but
 * here any page that a developer opens could call the API. So a request with a foreign {@code
 * Origin} is refused, unless the API's CORS settings allow that origin.
 *
 * @param api asked for each request, so that routes may change while it serves
 * @param refusals receives why the server refused a request, one sentence for the developer each
 * @param faults receives the exceptions and errors of Chirp itself
 */
public record ApiHandler(
    Supplier<HttpApi> api, Consumer<String> refusals, Consumer<Throwable> faults)
    implements RequestHandler {

  @Override
  public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
    try {
      HttpApi current = api.get();
      Optional<String> foreign = foreignOrigin(request, current.cors());
      if (foreign.isPresent()) {
        current
            .report()
            .problem(
                request,
                "Origin '%s' is foreign, and the CORS settings do not allow it."
                    .formatted(foreign.get()));
        return GatewayAnswers.forbidden();
      }
      return current.answer(request);
    } catch (RuntimeException | StackOverflowError e) {
      faults.accept(e);
      return GatewayAnswers.internalError();
    }
  }

  /** The origin of a page that is neither the API's own nor allowed. */
  private static Optional<String> foreignOrigin(IncomingRequest request, CorsSettings cors) {
    String own = "http://" + request.header("host").orElse("");
    return request.headers().all("origin").stream()
        .filter(origin -> !origin.equalsIgnoreCase(own) && !cors.allows(origin))
        .findFirst();
  }

  @Override
  public OutgoingResponse refused(RequestRefused refusal) {
    refusals.accept(refusal.reason());
    return GatewayAnswers.refused(refusal);
  }

  @Override
  public void failed(Throwable cause) {
    faults.accept(cause);
  }
}
