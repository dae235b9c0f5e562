package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.serve.code.ServedCode;

/** Answers the requests to one of Chirp's own paths. Many threads call it at once. */
public interface OwnResource {
  /** Answers one request of any method. Its {@code Host} and {@code Origin} are this server's. */
  OutgoingResponse answer(IncomingRequest request, CurrentCode code) throws InterruptedException;

  /** The code at the time of the request. */
  interface CurrentCode {
    /**
     * Looks at the project's files, and compiles first if one changed. Later calls for the same
     * request return the same. The classes stay until the request is answered.
     */
    ServedCode get() throws InterruptedException;

    /**
     * Returns the code, or the last code that could be served if this one cannot. Its classes may
     * be gone.
     */
    ServedCode.Generation served() throws InterruptedException;
  }
}
