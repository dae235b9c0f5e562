package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionUrlServersTest {
  private static final FunctionUrlOwner OWNER =
      new FunctionUrlOwner(new Scope("000000000000", "us-east-1"), "web", QualifiedName.LATEST);

  @TempDir private Path directory;

  private static final class Gone implements RequestHandler {
    @Override
    public OutgoingResponse handle(IncomingRequest request) {
      return OutgoingResponse.of(404, "text/plain", "");
    }

    @Override
    public OutgoingResponse refused(RequestRefused refusal) {
      return OutgoingResponse.of(refusal.status(), "text/plain", "");
    }

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  void urlsThatKeepTheirPortsAreNotSaved() throws IOException {
    FunctionStore functions = new FunctionStore(directory, Clock.systemUTC());
    ObjectNode function = LambdaRequest.JSON.createObjectNode();
    function
        .putObject("urls")
        .putObject(OWNER.key())
        .put("FunctionUrl", "http://127.0.0.1:0/")
        .put("FunctionArn", OWNER.scope().arn(OWNER.name()));
    function.putObject("latest").put("FunctionName", OWNER.name());
    functions.put(OWNER.scope(), new StoredFunction(function));
    start(functions);
    Path file = directory.resolve("functions.json");
    String url = functions.urls().findFirst().orElseThrow().get("FunctionUrl").asText();
    assertTrue(Files.readString(file).contains(url), url);
    Files.delete(file);
    start(functions);
    assertEquals(url, functions.urls().findFirst().orElseThrow().get("FunctionUrl").asText());
    assertFalse(Files.exists(file));
  }

  private static void start(FunctionStore functions) {
    FunctionUrlServers servers = new FunctionUrlServers(functions, owner -> new Gone());
    servers.start(Thread.currentThread().getThreadGroup());
    servers.removeAll().forEach(LoopbackServer::close);
  }

  /** A request that the sandbox still answers while it stops. */
  @Test
  void afterTheEndNoServerIsOpenedAndADeletedUrlIsIgnored() {
    FunctionUrlServers servers =
        new FunctionUrlServers(
            new FunctionStore(directory, Clock.systemUTC()), owner -> new Gone());
    String url = servers.open(OWNER);
    List<LoopbackServer> all = servers.removeAll();
    assertEquals(List.of(url), all.stream().map(server -> server.url() + "/").toList());
    all.forEach(LoopbackServer::close);
    servers.closeDeleted();
    assertEquals(
        "The sandbox is stopping.",
        assertThrows(IllegalStateException.class, () -> servers.open(OWNER)).getMessage());
  }
}
