package dev.chirp.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.api.ApiSpec.ApiRoute;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.release.ReleaseWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiRollbackTest {
  private static final Ownership OWNER = new Ownership("acme:api");
  private static final ApiRoute A = new ApiRoute("GET /a", "chirp_a", RouteAccess.OPEN);
  private static final ApiRoute B = new ApiRoute("GET /b", "chirp_b", RouteAccess.OPEN);

  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a", "chirp_b");
    world.release("chirp_a", "chirp_b");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private DeployedApi deploy(String release, ApiRoute... routes) {
    ApiSpec spec =
        new ApiSpec(
            "birds",
            List.of(routes),
            Optional.of(ReleaseWorld.LIVE),
            List.of(),
            CorsSettings.NONE,
            Optional.empty(),
            OWNER,
            "chirp_",
            Optional.empty());
    HttpApis apis = new HttpApis(world.aws, spec, false, world.said);
    try (StartGate gate = StartGate.begin(world.said)) {
      ApiPlan plan = apis.plan();
      DeployedApi made =
          plan.isUnchanged()
              ? apis.unchanged(plan)
              : apis.apply(plan, apis.prepare(plan, gate), gate, Optional.of(release));
      assertEquals("", made.problem());
      return made;
    }
  }

  private ApiRollback rollback() {
    return new ApiRollback(world.aws, OWNER, "chirp_", world.said);
  }

  private void goBack(String release) {
    try (StartGate gate = StartGate.begin(world.said)) {
      ApiRollback.Move move = rollback().find().orElseThrow();
      rollback().prepare(move, gate);
      rollback().apply(move, gate, release);
    }
  }

  private String live(String id) {
    return world.aws.apiGateway().getStage(r -> r.apiId(id).stageName("$default")).deploymentId();
  }

  @Test
  void firstDeployHasNoWayBack() {
    deploy("r1", A);
    assertEquals(Optional.empty(), rollback().find());
  }

  @Test
  void stageMovesBackAndForth() {
    String id = deploy("r1", A).id();
    String first = live(id);
    deploy("r2", B);
    String second = live(id);
    ApiRollback.Move move = rollback().find().orElseThrow();
    assertEquals("r2", move.release());
    assertEquals("API 'birds'  deployment %s -> %s".formatted(second, first), move.line());
    goBack("r3");
    assertEquals(first, live(id));
    assertEquals("r3", rollback().find().orElseThrow().release());
    goBack("r4");
    assertEquals(second, live(id));
  }

  /** The deploy took the permission away with the route. */
  @Test
  void functionsOfTheEarlierRoutesMayBeInvokedAgain() {
    String id = deploy("r1", A).id();
    deploy("r2", B);
    assertThrows(
        RuntimeException.class,
        () -> world.lambda().getPolicy(r -> r.functionName("chirp_a").qualifier("live")));
    goBack("r3");
    assertTrue(
        world
            .lambda()
            .getPolicy(r -> r.functionName("chirp_a").qualifier("live"))
            .policy()
            .contains("chirp-api-" + id));
    assertEquals(
        1, world.aws.apiGateway().getStages(r -> r.apiId(id)).items().size(), "no candidate");
  }

  @Test
  void deletedDeploymentIsNamed() {
    String id = deploy("r1", A).id();
    String first = live(id);
    deploy("r2", B);
    world.aws.apiGateway().deleteDeployment(r -> r.apiId(id).deploymentId(first));
    ChirpException refused = assertThrows(ChirpException.class, () -> rollback().find());
    assertEquals(
        "Deployment %s of API 'birds', which clients saw before, no longer exists. Nothing was changed."
            .formatted(first),
        refused.problem());
  }

  @Test
  void nextDeployShowsTheProjectAgain() {
    String id = deploy("r1", A).id();
    deploy("r2", B);
    goBack("r3");
    DeployedApi again = deploy("r4", B);
    assertEquals(DeployedApi.Outcome.UPDATED, again.outcome());
    assertEquals(DeployedApi.Outcome.UNCHANGED, deploy("r5", B).outcome());
    assertEquals("r4", rollback().find().orElseThrow().release());
    assertEquals(id, again.id());
  }
}
