package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Retries while a change to a role or policy has not reached Lambda. Only the call itself can show
 * when it has.
 */
record RoleWait(Time time, Progress progress, FunctionSpec spec) {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(10));

  /** Lambda's error messages in that case. */
  private static final List<String> NOT_YET =
      List.of(
          "cannot be assumed by Lambda",
          "execution role does not have permissions",
          "KMS key is invalid for CreateGrant",
          "valid principal");

  void until(Runnable change) {
    Optional<Boolean> done =
        new BoundedWait(time, LIMIT, STEPS)
            .forAnswer(
                () -> {
                  try {
                    change.run();
                    return Optional.of(true);
                  } catch (ChirpException e) {
                    String reason = notYet(e).orElseThrow(() -> e);
                    progress.say(
                        "%s: Lambda cannot use role '%s' yet; trying again (%s)"
                            .formatted(spec.lambdaName(), roleName(), reason));
                    return Optional.empty();
                  }
                });
    if (done.isEmpty()) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Lambda still cannot assume role '%s' after %d s: its trust policy may not name lambda.amazonaws.com"
                  .formatted(spec.roleArn(), LIMIT.toSeconds()),
              "mvn chirp:setup-iam, then mvn chirp:deploy again"));
    }
  }

  private String roleName() {
    return spec.roleArn().substring(spec.roleArn().lastIndexOf('/') + 1);
  }

  private static Optional<String> notYet(ChirpException e) {
    return AwsRefusal.of(e)
        .filter(refusal -> refusal.status() == 400)
        .map(AwsRefusal::message)
        .filter(message -> NOT_YET.stream().anyMatch(message::contains));
  }
}
