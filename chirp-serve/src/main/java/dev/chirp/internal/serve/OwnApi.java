package dev.chirp.internal.serve;

import dev.chirp.internal.gateway.ApiHandler;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.page.OwnPaths;
import dev.chirp.internal.serve.page.OwnResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers below {@code /_chirp/}. Only pages of this server may call it. */
record OwnApi(
    OwnPaths paths, ServedCodeSource source, Generations generations, RequestReport report)
    implements ApiHandler.ServedApi {
  @Override
  public CorsSettings cors() {
    return CorsSettings.NONE;
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request) throws InterruptedException {
    Optional<OwnResource> resource = paths.find(request);
    if (resource.isEmpty()) {
      report.problem(
          request, "Chirp has no page at %s.".formatted(ServeHandler.printable(request.rawPath())));
      return GatewayResponses.notFound();
    }
    try (LeasedCode code = new LeasedCode(source, generations, new ArrayList<>())) {
      return resource.get().answer(request, code);
    }
  }

  /** The code that one request asked for, looked at once. Its classes stay until this is closed. */
  private record LeasedCode(
      ServedCodeSource source, Generations generations, List<Generations.Use> uses)
      implements OwnResource.CurrentCode, AutoCloseable {
    @Override
    public ServedCode get() throws InterruptedException {
      if (uses.isEmpty()) {
        uses.add(generations.of(source.current()));
      }
      return uses.get(0).state().code();
    }

    @Override
    public ServedCode.Generation served() throws InterruptedException {
      return get() instanceof ServedCode.Generation generation
          ? generation
          : generations.lastGood();
    }

    @Override
    public void close() {
      uses.forEach(Generations.Use::close);
    }
  }
}
