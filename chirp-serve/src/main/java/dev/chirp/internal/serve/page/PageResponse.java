package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chirp.internal.gateway.http.OutgoingResponse;

/** The responses of the page's own paths. */
final class PageResponse {
  private PageResponse() {}

  static OutgoingResponse json(int status, JsonNode body) {
    return guarded(OutgoingResponse.of(status, "application/json", body.toString()));
  }

  /** A sentence for the person at the page. */
  static OutgoingResponse message(int status, String sentence) {
    return json(status, JsonNodeFactory.instance.objectNode().put("message", sentence));
  }

  /** Adds the headers that let a browser run nothing but the page's own script. */
  static OutgoingResponse guarded(OutgoingResponse response) {
    return response
        .with("Cache-Control", "no-store")
        .with(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }
}
