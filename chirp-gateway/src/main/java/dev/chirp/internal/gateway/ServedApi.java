package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;

/** An API that an {@link ApiHandler} puts behind a server. Many threads call it at once. */
public interface ServedApi {
  /** The settings that say which foreign pages may call it. */
  CorsSettings cors();

  /** Receives the reasons that clients do not get. */
  HttpApi.RequestReport report();

  /** Answers one request. */
  OutgoingResponse answer(IncomingRequest request) throws InterruptedException;
}
