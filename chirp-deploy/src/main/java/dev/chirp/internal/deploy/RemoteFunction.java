package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.AccountFunctions;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/**
 * A function as Lambda reports it. The code's download URL is not kept, because it gives access to
 * the code.
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
   * A status with its reason.
   *
   * @param name as Lambda spells it; empty if Lambda reports none
   */
  record Status(String name, String code, String reason) {
    boolean is(String other) {
      return name.equals(other);
    }

    /** Returns Lambda's reason, such as {@code InvalidSubnet: The subnet does not exist.} */
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
        AccountFunctions.tags(response),
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

  /** Returns this function with these variables, because its own cannot be read. */
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
   * Returns whether Lambda accepts no changes now. A function that was never updated may have no
   * update status. A function without any state counts as still being created.
   */
  boolean isBusy() {
    return state.is("Pending")
        || lastUpdate.is("InProgress")
        || (state.name().isEmpty() && lastUpdate.name().isEmpty());
  }

  /**
   * Returns whether Lambda can run the function. An inactive one becomes active on its next call.
   * All other states, such as Failed, Deactivated or Deleting, are not a success.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">Lambda
   *     function states</a>
   */
  boolean isUsable() {
    return state.is("Active") || state.is("Inactive");
  }

  /** Returns whether the function neither works nor will soon. */
  boolean isBroken() {
    return !isBusy() && !isUsable();
  }

  /** Returns the function's state, in words. */
  String evidence() {
    String update = lastUpdate.name().isEmpty() ? "none" : lastUpdate.name();
    return "State %s, LastUpdateStatus %s".formatted(state.name(), update);
  }

  /** Leaves out the values of environment variables. */
  @Override
  public String toString() {
    return "RemoteFunction[%s, %s, %s]".formatted(arn, evidence(), codeSha256);
  }
}
