package dev.chirp.internal.serve;

import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.ServedApi;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.RequestIds;

/** An HTTP API for one request whose ids are known beforehand. */
record IdentifiedApi(HttpApi api, RequestIds ids) implements ServedApi {
  @Override
  public CorsSettings cors() {
    return api.cors();
  }

  @Override
  public RequestReport report() {
    return api.report();
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request) throws InterruptedException {
    return api.answer(request, ids);
  }
}
