package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.OutgoingResponse;

/** A call of the page that cannot be done, with a sentence for the person at the page. */
final class PageRefusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  PageRefusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  OutgoingResponse response() {
    return PageResponse.message(status, String.valueOf(getMessage()));
  }
}
