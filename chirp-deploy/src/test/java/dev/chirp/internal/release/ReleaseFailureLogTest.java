package dev.chirp.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.url.FunctionUrls;
import dev.chirp.internal.url.UrlPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures that a release reports in one sentence, or continues after, are in the debug log with
 * their traces.
 */
class ReleaseFailureLogTest {
  private static final Fault DENIED = Fault.refused(403, "AccessDeniedException", "no");

  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a", "chirp_b");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private void assertLogged(String about, String thrown) {
    List<String> traces =
        world.said.traces().stream()
            .filter(trace -> trace.startsWith("DEBUG " + about) && trace.contains(thrown))
            .toList();
    assertEquals(1, traces.size(), () -> about + ", " + thrown + ": " + world.said.lines);
  }

  @Test
  void outOfMemoryErrorIsLogged() {
    world.breakOn("chirp_b");
    world.release("chirp_a", "chirp_b");
    assertLogged("chirp_b: Chirp itself failed", "java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void refusedVersionIsLogged() {
    world.faults().on("lambda:PublishVersion").of("chirp_a").then(DENIED);
    world.release("chirp_a", "chirp_b");
    assertLogged("chirp_a: not published", "LambdaException: no");
  }

  @Test
  void failedAliasMovesAreLogged() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    world.faults().forget();
    world.faults().on("lambda:UpdateAlias").of("chirp_a").number(2).then(DENIED);
    world.faults().on("lambda:UpdateAlias").of("chirp_b").then(DENIED);
    world.release("chirp_a", "chirp_b");
    assertLogged("chirp_b: alias 'live' could not be moved", "LambdaException: no");
    assertLogged("chirp_a: alias 'live' was not moved back", "LambdaException: no");
  }

  @Test
  void undeletedVersionsAreLogged() {
    world.keepVersions(1);
    world.release("chirp_a");
    world.updateCode("two", "chirp_a");
    world.release("chirp_a");
    world.updateCode("three", "chirp_a");
    world.faults().on("lambda:DeleteFunction").then(DENIED);
    world.release("chirp_a");
    assertLogged("Old versions of 'chirp_a' stay", "LambdaException: no");
  }

  @Test
  void deniedListOfAliasesIsLogged() {
    world.faults().on("lambda:ListAliases").then(DENIED);
    new UnmovedAliasWarnings(world.aws, world.said).lines(List.of("chirp_a"));
    assertLogged("AWS refused lambda:ListAliases", "LambdaException: no");
  }

  @Test
  void deniedAliasSurveyIsLogged() {
    world.faults().on("lambda:ListAliases").then(DENIED);
    assertEquals(List.of(), new AliasSurvey(world.aws, world.said).lines(List.of("chirp_a")));
    assertLogged("AWS refused lambda:ListAliases", "LambdaException: no");
  }

  @Test
  void refusedUrlIsLogged() {
    world.release("chirp_a");
    world.faults().on("lambda:CreateFunctionUrlConfig").then(DENIED);
    FunctionUrls urls =
        new FunctionUrls(
            world.aws, FunctionUrl.Access.IAM, Optional.of(ReleaseWorld.LIVE), world.said);
    UrlPlan plan = urls.plan(List.of("chirp_a"));
    try (StartGate gate = StartGate.begin(world.said)) {
      urls.apply(plan, late -> {}, gate);
    }
    assertLogged("chirp_a:live: no URL", "LambdaException: no");
  }
}
