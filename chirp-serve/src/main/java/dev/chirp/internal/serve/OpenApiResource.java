package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.openapi.OpenApiDocument;
import dev.chirp.internal.serve.page.OwnResource;
import java.util.Set;
import java.util.function.Consumer;

/** The OpenAPI document of the code as it is now. */
record OpenApiResource(Progress console) implements OwnResource {
  /** The path of the document. */
  static final String PATH = "/_chirp/openapi.json";

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  @Override
  public OutgoingResponse answer(IncomingRequest request, CurrentCode code)
      throws InterruptedException {
    if (!METHODS.contains(request.method())) {
      return GatewayResponses.notFound();
    }
    ServedCode current = code.get();
    if (current instanceof ServedCode.CompileErrors broken) {
      return errors(broken.errors());
    }
    try {
      return OutgoingResponse.of(
          200,
          "application/json",
          document(RouteList.of((ServedCode.Generation) current), console::warn));
    } catch (ChirpException e) {
      return errors(String.valueOf(e.getMessage()));
    }
  }

  /** The document of a generation's routes. */
  static String document(RouteList routes, Consumer<String> warnings) {
    ServedCode.ApiSettings api = routes.generation().api();
    return new OpenApiDocument(
            new OpenApiDocument.Info(api.title(), api.version()),
            routes.routes(),
            routes.access(),
            warnings)
        .json();
  }

  private static OutgoingResponse errors(String errors) {
    return OutgoingResponse.of(500, "text/plain; charset=utf-8", errors);
  }
}
