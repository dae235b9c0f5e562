package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.FunctionTags;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/**
 * What Lambda says a function is. The address of its code is not kept: whoever has it can read the
 * code.
 *
 * @param state of the function
 * @param lastUpdate of its code or settings
 */
record RemoteFunction(
    String arn,
    String handler,
    String runtime,
    String roleArn,
    int memorySize,
    int timeout,
    String architecture,
    boolean snapStart,
    Map<String, String> environment,
    boolean isEnvironmentReadable,
    String description,
    Map<String, String> tags,
    String codeSha256,
    String revisionId,
    Status state,
    Status lastUpdate) {

  /**
   * A status and why it is so.
   *
   * @param name as Lambda spells it; empty when Lambda says nothing
   */
  record Status(String name, String code, String reason) {
    boolean is(String other) {
      return name.equals(other);
    }

    /** Lambda's reason: {@code InvalidSubnet: The subnet does not exist.} */
    String why() {
      return code.isEmpty() && reason.isEmpty()
          ? "Lambda gives no reason"
          : (code + ": " + reason).replaceFirst("^: ", "");
    }
  }

  RemoteFunction {
    environment = Map.copyOf(environment);
    tags = Map.copyOf(tags);
  }

  static RemoteFunction of(GetFunctionResponse response) {
    FunctionConfiguration found = response.configuration();
    Optional<EnvironmentResponse> environment = Optional.ofNullable(found.environment());
    return new RemoteFunction(
        found.functionArn(),
        text(found.handler()),
        text(found.runtimeAsString()),
        found.role(),
        found.memorySize(),
        found.timeout(),
        found.architecturesAsStrings().stream().findFirst().orElse("x86_64"),
        Optional.ofNullable(found.snapStart())
            .filter(snap -> snap.applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS)
            .isPresent(),
        environment.map(EnvironmentResponse::variables).orElse(Map.of()),
        environment.map(EnvironmentResponse::error).isEmpty(),
        text(found.description()),
        FunctionTags.of(response),
        text(found.codeSha256()),
        text(found.revisionId()),
        new Status(
            text(found.stateAsString()),
            text(found.stateReasonCodeAsString()),
            text(found.stateReason())),
        new Status(
            text(found.lastUpdateStatusAsString()),
            text(found.lastUpdateStatusReasonCodeAsString()),
            text(found.lastUpdateStatusReason())));
  }

  private static String text(String value) {
    return Optional.ofNullable(value).orElse("");
  }

  /** The same function with these variables, for one whose own cannot be read. */
  RemoteFunction withEnvironment(Map<String, String> variables) {
    return new RemoteFunction(
        arn,
        handler,
        runtime,
        roleArn,
        memorySize,
        timeout,
        architecture,
        snapStart,
        variables,
        isEnvironmentReadable,
        description,
        tags,
        codeSha256,
        revisionId,
        state,
        lastUpdate);
  }

  /**
   * Whether Lambda takes no changes now. A function that was never updated may have no status of
   * its last update; only one without any state is taken for one that is still being made.
   */
  boolean isBusy() {
    return state.is("Pending")
        || lastUpdate.is("InProgress")
        || (state.name().isEmpty() && lastUpdate.name().isEmpty());
  }

  /**
   * Whether Lambda can run it: an inactive one is woken by its next call. All other states, such as
   * Failed, Deactivated or Deleting, are none that a deploy may call a success.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">Lambda
   *     function states</a>
   */
  boolean isUsable() {
    return state.is("Active") || state.is("Inactive");
  }

  /** Whether it neither runs nor will do so in a moment. */
  boolean isBroken() {
    return !isBusy() && !isUsable();
  }

  /** Where it stands, in words. */
  String evidence() {
    String update = lastUpdate.name().isEmpty() ? "none" : lastUpdate.name();
    return "State %s, LastUpdateStatus %s".formatted(state.name(), update);
  }

  /** Without the values of environment variables. */
  @Override
  public String toString() {
    return "RemoteFunction[%s, %s, %s]".formatted(arn, evidence(), codeSha256);
  }
}
