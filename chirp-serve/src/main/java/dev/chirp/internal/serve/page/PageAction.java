package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import java.io.IOException;

/**
 * A call of the page that changes something. Only the page's own script can send it: other sites
 * can neither send the page's header nor claim its origin.
 */
record PageAction(Action action) implements OwnResource {
  /** The header that only a script of the same origin can send. */
  static final String HEADER = "x-chirp-page";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The change. */
  interface Action {
    /** Makes the change that the page's JSON describes. */
    OutgoingResponse run(JsonNode body, IncomingRequest request, CurrentCode code)
        throws PageRefusal, InterruptedException;
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request, CurrentCode code)
      throws InterruptedException {
    if (!request.method().equals("POST")) {
      return PageResponse.message(405, "This call takes POST only.");
    }
    if (!isOfPage(request)) {
      return PageResponse.message(403, "Only the page at /_chirp/ may call this.");
    }
    try {
      return action.run(JSON.readTree(request.body().bytes()), request, code);
    } catch (PageRefusal refusal) {
      return refusal.response();
    } catch (IOException e) {
      return PageResponse.message(400, "The body is not JSON.");
    }
  }

  private static boolean isOfPage(IncomingRequest request) {
    String own = "http://" + request.header("host").orElse("");
    boolean isOwnOrigin = request.header("origin").orElse("").equalsIgnoreCase(own);
    boolean isSameOrigin = request.header("sec-fetch-site").orElse("").equals("same-origin");
    return request.header(HEADER).orElse("").equals("1") && (isOwnOrigin || isSameOrigin);
  }
}
