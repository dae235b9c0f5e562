package dev.chirp.internal.sandbox.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerTest {
  private final AtomicInteger closed = new AtomicInteger();

  private class Counted implements Service {
    @Override
    public String action(Call call) {
      return "none";
    }

    @Override
    public Response answer(Call call) {
      return Response.of(204);
    }

    @Override
    public Response refused(AwsError refusal, Call call) {
      return Response.of(refusal.status());
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private static Server start(int port, Map<String, Service> services) {
    return Server.start(
        port, services, AccessKey.random(), Server.Interceptor.NONE, Server.FaultLog.OF_JVM);
  }

  /** A service that cannot start. */
  private final class Failing extends Counted {
    private int port;

    @Override
    public void start(ThreadGroup group, SandboxAddress address, Server.FaultLog faults) {
      port = address.endpoint().getPort();
      throw new IllegalStateException("planted");
    }
  }

  @Test
  void serviceThatFailsToStartIsClosedAndThePortIsFree() {
    Failing failing = new Failing();
    Map<String, Service> services = Map.of("lambda", failing, "s3", new Counted());
    assertEquals(
        "planted",
        assertThrows(IllegalStateException.class, () -> start(0, services)).getMessage());
    assertEquals(2, closed.get());
    start(failing.port, Map.of()).close();
  }

  @Test
  void failedStartClosesTheServices() {
    try (Server first = start(0, Map.of())) {
      int port = first.endpoint().getPort();
      ChirpException failure =
          assertThrows(ChirpException.class, () -> start(port, Map.of("s3", new Counted())));
      assertEquals(
          """
          Port %d of 127.0.0.1 is taken.
          Try: mvn chirp:sandbox -Dchirp.sandboxPort=0"""
              .formatted(port),
          failure.getMessage());
      assertEquals(1, closed.get());
    }
  }
}
