package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployReport;
import dev.chirp.internal.deploy.DeployRequest;
import dev.chirp.internal.deploy.Deployer;
import dev.chirp.internal.deploy.ExecutionRole;
import dev.chirp.internal.deploy.FunctionSpec;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.release.ReleaseFunction;
import dev.chirp.internal.release.ReleaseRequest;
import dev.chirp.internal.release.Releaser;
import dev.chirp.internal.release.UnmovedAliasWarnings;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TestTime;
import dev.chirp.testkit.TrustPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployStepsTest {
  private static final AliasName LIVE = new AliasName("live");

  @TempDir private Path directory;
  private final RecordedProgress said = new RecordedProgress();

  /** A zip that contains only a comment. */
  private CodePackage code(String comment) throws IOException, NoSuchAlgorithmException {
    Path file = directory.resolve(comment + ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setComment(comment);
    }
    byte[] bytes = Files.readAllBytes(file);
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
    return new CodePackage(file, Base64.getEncoder().encodeToString(sha), bytes.length, 0);
  }

  private DeployRequest request(CodePackage code) {
    Ownership ownership = new Ownership("acme:api");
    return new DeployRequest(
        List.of(
            new FunctionSpec(
                "a",
                "chirp_a",
                "acme.A::handleRequest",
                "java21",
                "",
                512,
                9,
                "x86_64",
                Map.of(),
                "",
                ownership.tags())),
        code,
        ownership,
        new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
        Optional.empty(),
        false,
        false,
        OptionalInt.empty());
  }

  private DeploySteps steps(Aws aws, CodePackage code, TimeLimit limit, boolean isReleased) {
    ReleaseRequest release =
        new ReleaseRequest(
            List.of(new ReleaseFunction("a", "chirp_a", "")), LIVE, code.codeSha256(), 5);
    Releaser releaser = new Releaser(aws, release, (function, version) -> Optional.empty(), said);
    return new DeploySteps(
        new Deployer(aws, request(code), said),
        isReleased ? Optional.of(new ReleaseStep(releaser, LIVE, aws)) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new UnmovedAliasWarnings(aws, said),
        limit,
        said);
  }

  /** Deploys without an alias. */
  private DeployReport deploy(Aws aws, String code) throws IOException, NoSuchAlgorithmException {
    DeploySteps steps = steps(aws, code(code), TimeLimit.NONE, false);
    return steps.apply(steps.plan(), CurrentReport.into(directory.resolve("report"), said));
  }

  @Test
  void deployWithoutAnAliasNamesUnmovedAliases() throws IOException, NoSuchAlgorithmException {
    try (FaultySandbox sandbox = new FaultySandbox(directory.resolve("sandbox"));
        Aws aws = sandbox.connect()) {
      makeRole(aws);
      deploy(aws, "one");
      assertEquals(0, sandbox.faults.count("lambda:ListAliases"));
      sandbox.somebodyElse.publishVersion(r -> r.functionName("chirp_a"));
      for (String name : List.of("live", "$LATEST")) {
        String version = name.equals("live") ? "1" : name;
        sandbox.somebodyElse.createAlias(
            r ->
                r.functionName("chirp_a")
                    .name(name.replace("$LATEST", "newest"))
                    .functionVersion(version));
      }
      assertEquals("1 function: 1 updated", deploy(aws, "two").summary());
      assertEquals(1, sandbox.faults.count("lambda:ListAliases"));
      String line =
          "WARN alias live still points to version 1 of chirp_a, which this deploy did not change; -Dchirp.alias=live moves it";
      assertTrue(said.contain(line), said.lines::toString);
      assertFalse(said.contain("alias newest"), said.lines::toString);
      deploy(aws, "two");
      assertEquals(1, sandbox.faults.count("lambda:ListAliases"), "nothing changed");
    }
  }

  @Test
  void deniedListOfAliasesDoesNotStopTheDeploy() throws IOException, NoSuchAlgorithmException {
    try (FaultySandbox sandbox = new FaultySandbox(directory.resolve("sandbox"));
        Aws aws = sandbox.connect()) {
      makeRole(aws);
      deploy(aws, "one");
      sandbox
          .faults
          .on("lambda:ListAliases")
          .then(Fault.refused(403, "AccessDeniedException", "no"));
      deploy(aws, "two").check();
      assertFalse(said.contain("WARN"), said.lines::toString);
    }
  }

  private static void makeRole(Aws aws) {
    aws.iam()
        .createRole(r -> r.roleName("chirp-prod").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
  }

  @Test
  void releaseGetsTheRestOfTheTimeLimit() throws IOException, NoSuchAlgorithmException {
    try (FaultySandbox sandbox = new FaultySandbox(directory.resolve("sandbox"));
        Aws aws = sandbox.connect()) {
      makeRole(aws);
      sandbox.changes.on("lambda:*").then(FaultySandbox.taking(Duration.ofMinutes(4)));
      DeploySteps steps =
          steps(aws, code("one"), TimeLimit.of(aws.time(), Duration.ofMinutes(6)), true);
      DeployReport report =
          steps.apply(steps.plan(), CurrentReport.into(directory.resolve("report"), said));
      ChirpException failure = assertThrows(ChirpException.class, report::check);
      assertTrue(
          failure
              .problem()
              .contains(
                  "version 1 is published: alias 'live' was not created: not ready at the time limit"
                      + " of 6 minutes (chirp.timeLimit): State Pending"),
          failure::problem);
      Duration passed = Duration.between(TestTime.START, sandbox.time.instant());
      assertEquals(6, passed.toMinutes());
      assertTrue(passed.compareTo(Duration.ofSeconds(361)) < 0, passed::toString);
    }
  }

  @Test
  void failedDeployIsNotReleased() throws IOException, NoSuchAlgorithmException {
    try (FaultySandbox sandbox = new FaultySandbox(directory.resolve("sandbox"));
        Aws aws = sandbox.connect()) {
      makeRole(aws);
      sandbox
          .faults
          .on("lambda:CreateFunction")
          .then(Fault.refused(403, "AccessDeniedException", "no"));
      DeploySteps steps = steps(aws, code("one"), TimeLimit.NONE, true);
      DeployReport report =
          steps.apply(steps.plan(), CurrentReport.into(directory.resolve("report"), said));
      ChirpException failure = assertThrows(ChirpException.class, report::check);
      assertTrue(failure.problem().contains("AccessDeniedException"), failure::problem);
      String written = Files.readString(directory.resolve("report").resolve("deploy-report.json"));
      assertTrue(written.contains("not every function is deployed"), written);
      assertEquals(0, sandbox.faults.count("lambda:PublishVersion"));
      assertEquals(0, sandbox.faults.count("lambda:CreateAlias"));
    }
  }
}
