package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.fault.Script;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.deploy.ScheduledRun.Ending;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The properties that hold after each deploy, whatever failed. They are checked against the
 * sandbox's actual state.
 */
record Invariants(ScheduledRun run) {
  private static final int CALLS_PER_SECOND = 10;
  private static final int MOST_CALLS = 3_000;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** Checks all invariants except {@link #converges}. */
  void check(Ending ending) throws IOException {
    callsStayWithinTheLimit();
    runEndsInTime(ending);
    noSecretIsPrinted(ending);
    List<String> writes = run.world.writes();
    run.world.faults().clear();
    if (ending.report().isPresent()) {
      DeployReport report = ending.report().get();
      noSuccessWithoutProof(report);
      skippedFunctionsAreUntouched(report, writes);
      eachFunctionHasOneOutcome(report);
      leftoversAreNamed(report.leftovers());
    } else {
      assertEquals(List.of(), writes, "it failed, but wrote");
      assertEquals(List.of(), objects(), "it failed, but uploaded");
    }
  }

  /** I1: a success is proved. */
  private void noSuccessWithoutProof(DeployReport report) {
    report.results().stream()
        .filter(result -> result.outcome().kind().isSuccess())
        .forEach(result -> requireDeployed(result.plan().spec()));
  }

  private void skippedFunctionsAreUntouched(DeployReport report, List<String> writes) {
    for (FunctionResult result : report.results()) {
      String name = result.plan().spec().lambdaName();
      switch (result.outcome().kind()) {
        case SKIPPED ->
            assertTrue(writes.stream().noneMatch(w -> w.contains("/" + name)), writes::toString);
        case UNCHANGED ->
            assertTrue(
                run.isSuperseded() || run.revision(name).equals(run.revisions().get(name)),
                name + " says that it is unchanged");
        default -> {}
      }
    }
  }

  private void requireDeployed(FunctionSpec spec) {
    String name = spec.lambdaName();
    FunctionConfiguration there =
        run.world.somebodyElse().getFunction(r -> r.functionName(name)).configuration();
    assertEquals(State.ACTIVE, there.state(), name);
    assertEquals(LastUpdateStatus.SUCCESSFUL, there.lastUpdateStatus(), name);
    assertEquals(run.code.codeSha256(), there.codeSha256(), name);
    assertEquals(spec.memorySize(), there.memorySize(), name);
    assertEquals(spec.environment(), there.environment().variables(), name);
  }

  /** I2: each function has one outcome. */
  private void eachFunctionHasOneOutcome(DeployReport report) throws IOException {
    List<String> names = run.specs.stream().map(FunctionSpec::lambdaName).toList();
    JsonNode written = new ObjectMapper().readTree(run.reportFile().toFile()).path("functions");
    List<String> inFile = new ArrayList<>();
    written.forEach(each -> inFile.add(each.path("functionName").asText()));
    assertEquals(names, inFile);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Kind kind = report.results().get(i).outcome().kind();
      assertEquals(kind.name(), written.path(i).path("outcome").asText(), name);
      List<String> lines = report.lines().stream().filter(l -> l.startsWith(name + " ")).toList();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains(" " + kind.word() + " "), lines::toString);
    }
  }

  /** I3: everything left behind is named. */
  private void leftoversAreNamed(List<String> named) {
    List<String> unnamed = objects().stream().filter(object -> !named.contains(object)).toList();
    assertEquals(List.of(), unnamed, "left over and not named");
    named.forEach(
        object -> assertTrue(run.world.said.contain(object), object + " is named nowhere"));
  }

  private List<String> objects() {
    return run.schedule.throughBucket()
        ? run.world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents().stream()
            .map(S3Object::key)
            .map("s3://acme-code/"::concat)
            .toList()
        : List.of();
  }

  /** I4: once the faults are over, the same command finishes the deploy. */
  void converges() {
    Ending again = run.deployInPeace();
    if (again.report().filter(report -> !report.isSuccess()).isPresent()) {
      again.report().get().results().forEach(this::removeIfCreationFailed);
      again = run.deployInPeace();
    }
    again.refused().ifPresent(Invariants::fail);
    again.report().orElseThrow().check();
    run.specs.forEach(this::requireDeployed);
  }

  private static void fail(ChirpException refused) {
    throw refused;
  }

  /** Deletes a function that could not be created, which the hint tells the user to do. */
  private void removeIfCreationFailed(FunctionResult result) {
    String name = result.plan().spec().lambdaName();
    try {
      FunctionConfiguration there =
          run.world.somebodyElse().getFunction(r -> r.functionName(name)).configuration();
      if (there.state() == State.FAILED) {
        assertTrue(
            result.outcome().hint().startsWith("aws lambda delete-function"),
            result.outcome()::toString);
        run.world.somebodyElse().deleteFunction(r -> r.functionName(name));
      }
    } catch (ResourceNotFoundException e) {
      throw new AssertionError(name + " is not there after a second deploy", e);
    }
  }

  /** I5: no secret is printed. */
  private void noSecretIsPrinted(Ending ending) throws IOException {
    StringWriter out = new StringWriter();
    run.world.said.lines.forEach(line -> out.append(line).append('\n'));
    ending.refused().ifPresent(e -> e.printStackTrace(new PrintWriter(out)));
    if (Files.exists(run.reportFile())) {
      out.append(Files.readString(run.reportFile()));
    }
    String all = out.toString();
    assertFalse(all.contains(ScheduledRun.CANARY), all);
    assertFalse(all.contains("X-Amz-Credential"), all);
  }

  /** I6: the calls stay within the rate limit. */
  private void callsStayWithinTheLimit() {
    List<Script.Moment> calls =
        run.world.faults().past().stream()
            .filter(m -> m.action().startsWith("lambda:"))
            .filter(m -> !m.action().equals("lambda:GetFunction"))
            .toList();
    for (int i = CALLS_PER_SECOND; i < calls.size(); i++) {
      Duration between = Duration.between(calls.get(i - CALLS_PER_SECOND).at(), calls.get(i).at());
      assertTrue(between.compareTo(Duration.ofSeconds(1)) >= 0, calls::toString);
    }
  }

  /** I7: the deploy ends in time. */
  private void runEndsInTime(Ending ending) {
    assertTrue(ending.took().compareTo(LONGEST) <= 0, ending.took()::toString);
    Map<String, Long> calls =
        run.world.faults().past().stream()
            .collect(Collectors.groupingBy(Script.Moment::action, Collectors.counting()));
    assertTrue(
        calls.values().stream().mapToLong(Long::longValue).sum() <= MOST_CALLS, calls::toString);
  }
}
