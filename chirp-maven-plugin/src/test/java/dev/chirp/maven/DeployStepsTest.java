package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.aws.Aws;
import dev.chirp.aws.TimeLimit;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Ownership;
import dev.chirp.deploy.DeployReport;
import dev.chirp.deploy.DeployRequest;
import dev.chirp.deploy.Deployer;
import dev.chirp.deploy.ExecutionRole;
import dev.chirp.deploy.FunctionSpec;
import dev.chirp.deploy.ReportWriting;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Lines;
import dev.chirp.fault.TestTime;
import dev.chirp.release.AliasName;
import dev.chirp.release.ReleaseFunction;
import dev.chirp.release.ReleaseRequest;
import dev.chirp.release.Releaser;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployStepsTest {
  private static final AliasName LIVE = new AliasName("live");

  @TempDir private Path directory;
  private final Lines said = new Lines();

  /** An empty zip. */
  private CodePackage code() throws IOException, NoSuchAlgorithmException {
    byte[] bytes = new byte[22];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, bytes, 0, 4);
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
    Path file = Files.write(directory.resolve("code.zip"), bytes);
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

  private DeploySteps steps(Aws aws, CodePackage code, TimeLimit limit) {
    ReleaseRequest release =
        new ReleaseRequest(
            List.of(new ReleaseFunction("a", "chirp_a", "")), LIVE, code.codeSha256(), true, 5);
    Releaser releaser = new Releaser(aws, release, (function, version) -> Optional.empty(), said);
    return new DeploySteps(
        new Deployer(aws, request(code), said),
        Optional.of(new Releasing(releaser, LIVE, aws)),
        Optional.empty(),
        limit,
        said);
  }

  @Test
  void theReleaseHasOfTheTimeLimitWhatTheDeployHasLeft()
      throws IOException, NoSuchAlgorithmException {
    try (FaultySandbox sandbox = new FaultySandbox(directory.resolve("sandbox"));
        Aws aws = sandbox.connect()) {
      aws.iam()
          .createRole(r -> r.roleName("chirp-prod").assumeRolePolicyDocument(FaultySandbox.TRUST));
      sandbox.changes.on("lambda:*").then(FaultySandbox.taking(Duration.ofMinutes(4)));
      DeploySteps steps = steps(aws, code(), TimeLimit.of(aws.time(), Duration.ofMinutes(6)));
      DeployReport report =
          steps.apply(steps.plan(), ReportWriting.into(directory.resolve("report"), said));
      ChirpException failure = assertThrows(ChirpException.class, report::check);
      assertTrue(
          failure
              .problem()
              .contains(
                  "version 1 is published: alias 'live' was not made: not ready at the time limit"
                      + " of 6 minutes (chirp.timeLimit): State Pending"),
          failure::problem);
      Duration passed = Duration.between(TestTime.START, sandbox.time.instant());
      assertEquals(6, passed.toMinutes());
      assertTrue(passed.compareTo(Duration.ofSeconds(361)) < 0, passed::toString);
    }
  }
}
