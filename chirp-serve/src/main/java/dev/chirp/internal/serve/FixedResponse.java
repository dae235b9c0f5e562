package dev.chirp.internal.serve;

import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.ServedApi;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;

/**
 * The same response to every request, such as a compiler's errors.
 *
 * @param reason for the console
 */
record FixedResponse(RequestReport report, OutgoingResponse response, String reason)
    implements ServedApi {
  @Override
  public CorsSettings cors() {
    return CorsSettings.NONE;
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request) {
    report.problem(request, reason);
    return response;
  }
}
