package dev.chirp.internal.gateway.http;

/** Answers the requests of a {@link LoopbackServer}. Many threads call it at once. */
public interface RequestHandler {
  /** Answers one whole request. It may take its time: each request has a thread of its own. */
  OutgoingResponse handle(IncomingRequest request) throws InterruptedException;

  /** The answer to a request that the server did not accept. */
  OutgoingResponse refused(RequestRefused refusal);

  /**
   * A bug in the handler or in the server, or an error such as an OutOfMemoryError, after which the
   * server has ended. The client got no answer, or half of one. An error may be thrown on, to the
   * group of the server's threads.
   */
  void failed(Throwable cause);
}
