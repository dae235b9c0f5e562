package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.DefaultNames;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parameters of a deploy. No value in it is null.
 *
 * @param roleArn of a role that Chirp does not manage, instead of name and path
 * @param bucket for uploading the zip; empty if it goes to Lambda directly
 * @param architecture {@code x86_64} or {@code arm64}
 * @param timeLimit of the whole deploy
 * @param api of the functions that have a route; empty if Chirp leaves APIs alone
 * @param dryRun whether to stop after showing the plan
 * @param keepPackage whether the zip stays after the deploy
 */
public record DeployParameters(
    String roleName,
    Optional<String> roleArn,
    String iamPath,
    Optional<String> bucket,
    String architecture,
    Map<String, String> tags,
    boolean replaceEnvironment,
    boolean adopt,
    OptionalInt logRetentionDays,
    Duration timeLimit,
    ReleaseSettings release,
    Optional<ApiSettings> api,
    boolean dryRun,
    boolean keepPackage) {

  /** The processor if none is configured. */
  public static final String ARCHITECTURE = "x86_64";

  /** The time limit in minutes if none is configured. */
  public static final int TIME_LIMIT = 30;

  /** Returns the parameters of a goal that sets none of them. */
  public static DeployParameters defaults() {
    return new DeployParameters(
        DefaultNames.ROLE,
        Optional.empty(),
        DefaultNames.IAM_PATH,
        Optional.empty(),
        ARCHITECTURE,
        Map.of(),
        false,
        false,
        OptionalInt.empty(),
        Duration.ofMinutes(TIME_LIMIT),
        ReleaseSettings.NONE,
        Optional.empty(),
        false,
        false);
  }
}
