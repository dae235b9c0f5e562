package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts an API behind a server on this machine. API Gateway serves pages of every site, but here any
 * page that a developer opens could call the API. So a request with a foreign {@code Origin} is
 * refused, unless the API's CORS settings allow that origin. Browsers send no {@code Origin} for
 * images and scripts, so {@code Sec-Fetch-Site} decides about those. Links are served.
 *
 * @param api asked for each request, so that routes may change while it serves
 * @param refusals receives why the server refused a request, one sentence for the developer each
 * @param faults receives the exceptions and errors of Chirp itself
 */
public record ApiHandler(
    Supplier<? extends ServedApi> api, Consumer<String> refusals, Consumer<Throwable> faults)
    implements RequestHandler {
  /** The values of {@code Sec-Fetch-Site} for the user and for the API's own pages. */
  private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

  @Override
  public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
    try {
      ServedApi current = api.get();
      Optional<String> refusal = refusal(request, current.cors());
      if (refusal.isPresent()) {
        current.report().problem(request, refusal.get());
        return GatewayResponses.forbidden();
      }
      return current.answer(request);
    } catch (RuntimeException | StackOverflowError e) {
      faults.accept(e);
      return GatewayResponses.internalError();
    }
  }

  /** The reason to refuse a request of a page that is neither the API's own nor allowed. */
  private static Optional<String> refusal(IncomingRequest request, CorsSettings cors) {
    if (!request.headers().has("origin")) {
      return isFromOtherSite(request) && !isLink(request)
          ? Optional.of("The request comes from a page of a different site.")
          : Optional.empty();
    }
    String own = "http://" + request.header("host").orElse("");
    return request.headers().all("origin").stream()
        .filter(origin -> !origin.equalsIgnoreCase(own) && !cors.allows(origin))
        .findFirst()
        .map("Origin '%s' is foreign, and the CORS settings do not allow it."::formatted);
  }

  private static boolean isFromOtherSite(IncomingRequest request) {
    return !OWN_SITES.containsAll(request.headers().all("sec-fetch-site"));
  }

  /** True if the browser opens a page: by a link, or by the redirect of a login. */
  private static boolean isLink(IncomingRequest request) {
    return request.method().equals("GET")
        && request.headers().all("sec-fetch-mode").equals(List.of("navigate"));
  }

  @Override
  public OutgoingResponse refused(RequestRefused refusal) {
    refusals.accept(refusal.reason());
    return GatewayResponses.refused(refusal);
  }

  @Override
  public void failed(Throwable cause) {
    faults.accept(cause);
  }

  /** An API that an {@link ApiHandler} puts behind a server. Many threads call it at once. */
  public interface ServedApi {
    /** The settings that say which foreign pages may call it. */
    CorsSettings cors();

    /** Receives the reasons that clients do not get. */
    HttpApi.RequestReport report();

    /** Answers one request. */
    OutgoingResponse answer(IncomingRequest request) throws InterruptedException;
  }
}
