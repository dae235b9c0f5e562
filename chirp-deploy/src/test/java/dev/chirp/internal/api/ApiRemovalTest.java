package dev.chirp.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.release.ReleaseWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;

class ApiRemovalTest {
  private static final Ownership OWNER = new Ownership("acme:api");

  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private ApiRemoval removal(boolean isConfigured) {
    return new ApiRemoval(world.aws, OWNER, "chirp_", isConfigured, world.said);
  }

  private void create(String name, Map<String, String> tags) {
    world.aws.apiGateway().createApi(r -> r.name(name).protocolType(ProtocolType.HTTP).tags(tags));
  }

  private List<String> apis() {
    return world.aws.apiGateway().getApis(r -> {}).items().stream().map(Api::name).toList();
  }

  private static Map<String, String> tags(String functionPrefix) {
    return Map.of(
        "ManagedBy", "chirp", "chirp:project", "acme:api", "chirp:functionPrefix", functionPrefix);
  }

  @Test
  void onlyTheProjectsApiIsRemoved() {
    create("birds", tags("chirp_"));
    create("test", tags("test_"));
    create("theirs", Map.of());
    ApiRemoval.Found found = removal(true).find().orElseThrow();
    try (StartGate gate = StartGate.begin(world.said)) {
      removal(true).apply(found, gate);
      removal(true).apply(found, gate); // it is gone already
    }
    assertEquals(List.of("test", "theirs"), apis().stream().sorted().toList());
    assertEquals(Optional.empty(), removal(true).find());
  }

  @Test
  void nothingIsRemovedOnceTheGateIsClosed() {
    create("birds", tags("chirp_"));
    ApiRemoval.Found found = removal(true).find().orElseThrow();
    try (StartGate gate = StartGate.begin(world.said)) {
      gate.stop("Ctrl-C");
      assertEquals(
          "Did not try to remove API 'birds' (%s), because of Ctrl-C.".formatted(found.id()),
          assertThrows(ChirpException.class, () -> removal(true).apply(found, gate)).problem());
    }
    assertEquals(List.of("birds"), apis());
  }

  /** Someone who deploys no API needs no permission for API Gateway. */
  @Test
  void deniedLookFailsOnlyIfThePomHasAnApi() {
    world.faults().on("apigateway:GetApis").then(Fault.refused(403, "AccessDeniedException", "no"));
    assertEquals(Optional.empty(), removal(false).find());
    assertThrows(ChirpException.class, () -> removal(true).find());
  }
}
