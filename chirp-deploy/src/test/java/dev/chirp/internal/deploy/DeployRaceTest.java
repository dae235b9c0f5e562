package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.testkit.ThreadPerTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Two people deploy different code to the same functions at the same time, through one bucket. */
@Tag("slow")
class DeployRaceTest {
  private static final int FUNCTIONS = 3;

  @TempDir private Path directory;
  private DeployWorld world;
  private Optional<String> bucket;
  private final Map<Kind, Integer> outcomes = new EnumMap<>(Kind.class);
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  /**
   * A response of the sandbox.
   *
   * @param proof whether it showed a function without failures
   */
  private record Event(String function, String codeSha256, boolean proof) {}

  /** One of the two deploys. */
  private record Deploy(CodePackage code, DeployReport report) {}

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
    bucket = world.makeBucket();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void eachFunctionEndsWithOneZipAndTheLoserReportsIt() throws IOException {
    int rounds = Integer.getInteger("chirp.test.rounds", 10);
    for (int round = 0; round < rounds; round++) {
      round(round);
    }
    System.out.printf("%d rounds of two deploys at once: outcomes %s%n", rounds, outcomes);
    assertTrue(outcomes.getOrDefault(Kind.SUPERSEDED, 0) > rounds / 4, outcomes::toString);
  }

  private void round(int round) throws IOException {
    Random random = new Random(round);
    random.nextInt();
    if (random.nextInt(4) == 0) {
      DeployWorld.specs(FUNCTIONS).forEach(spec -> delete(spec.lambdaName()));
    }
    meet(random);
    CompletableFuture<Deploy> left = deploy(world.zip("left" + round));
    Deploy right = deploy(world.zip("right" + round)).join();
    check(round, List.of(left.join(), right));
  }

  private void delete(String name) {
    try {
      world.somebodyElse().deleteFunction(r -> r.functionName(name));
    } catch (ResourceNotFoundException e) {
      assertTrue(outcomes.isEmpty(), "only before the first round");
    }
  }

  /** Delays responses at random, so that the deploys overlap differently in each round. */
  private void meet(Random random) {
    events.clear();
    world.faults().clear();
    world.changes().clear();
    world.changes().on("lambda:*").then(FaultySandbox.taking(some(random)));
    for (String action :
        List.of("lambda:GetFunction", "lambda:CreateFunction", "lambda:UpdateFunctionCode")) {
      Duration late = some(random);
      world.faults().on(action).chance(random.nextLong(), 0.5).then(note(late));
      world.faults().on(action).then(note(Duration.ZERO));
    }
  }

  private static Duration some(Random random) {
    return Duration.ofMillis(random.nextInt(2_000));
  }

  private Fault note(Duration late) {
    return (call, service) -> {
      Response answer = Fault.delayed(world.time(), late).answer(call, service);
      note(call, answer);
      return answer;
    };
  }

  private void note(Call call, Response answer) throws IOException {
    boolean read = call.method().equals("GET");
    JsonNode json = new ObjectMapper().readTree(answer.body());
    JsonNode function = read ? json.path("Configuration") : json;
    events.add(
        new Event(
            function.path("FunctionName").asText(),
            function.path("CodeSha256").asText(),
            read
                && function.path("State").asText().equals("Active")
                && function.path("LastUpdateStatus").asText().equals("Successful")));
  }

  private CompletableFuture<Deploy> deploy(CodePackage code) {
    DeployRequest request = world.request(DeployWorld.specs(FUNCTIONS), code, bucket);
    return CompletableFuture.supplyAsync(
        () -> {
          try (Aws aws = world.sandbox.connect()) {
            Deployer deployer = new Deployer(aws, request, world.said);
            return new Deploy(code, world.apply(deployer, deployer.plan()));
          }
        },
        new ThreadPerTask());
  }

  private void check(int round, List<Deploy> both) {
    assertFalse(world.said.contain("NoSuchKey"), () -> "round " + round + world.said.lines);
    assertEquals(List.of(), world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents());
    for (int i = 0; i < FUNCTIONS; i++) {
      String name = "chirp_f" + i;
      FunctionConfiguration there =
          world.somebodyElse().getFunction(r -> r.functionName(name)).configuration();
      assertEquals("Active", there.stateAsString());
      assertEquals("Successful", there.lastUpdateStatusAsString());
      List<String> zips = both.stream().map(deploy -> deploy.code().codeSha256()).toList();
      int winner = zips.indexOf(there.codeSha256());
      assertTrue(winner >= 0, () -> name + " has neither zip in round " + round);
      check(round, both.get(winner), i, true);
      check(round, both.get(1 - winner), i, false);
    }
  }

  private void check(int round, Deploy deploy, int function, boolean won) {
    FunctionResult result = deploy.report().results().get(function);
    Kind kind = result.outcome().kind();
    outcomes.merge(kind, 1, Integer::sum);
    String context = "round %d: %s, %s".formatted(round, result, events);
    if (won) {
      assertTrue(kind.isSuccess(), context);
    } else if (kind.isSuccess()) {
      // This deploy was first, and the other one changed the function after its proof.
      assertTrue(wasProvedAndThenReplaced(result, deploy.code().codeSha256()), context);
    } else {
      assertEquals(Kind.SUPERSEDED, kind, context);
    }
  }

  private boolean wasProvedAndThenReplaced(FunctionResult result, String codeSha256) {
    List<Event> own =
        List.copyOf(events).stream()
            .filter(event -> event.function().equals(result.plan().spec().lambdaName()))
            .toList();
    int proof = own.indexOf(new Event(result.plan().spec().lambdaName(), codeSha256, true));
    return proof >= 0
        && own.subList(proof, own.size()).stream()
            .anyMatch(event -> !event.codeSha256().equals(codeSha256));
  }
}
