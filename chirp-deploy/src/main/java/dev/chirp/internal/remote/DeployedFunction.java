package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** A deployed function, as far as an invocation needs to know it. */
record DeployedFunction(FunctionConfiguration configuration) {

  /**
   * Reads the function from Lambda.
   *
   * @throws ChirpException if the function, or its version or alias, does not exist
   */
  static DeployedFunction read(Aws aws, RemoteInvocation invocation) {
    return find(aws, invocation)
        .orElseThrow(
            () ->
                invocation.qualifier().isPresent()
                        && find(aws, invocation.unqualified()).isPresent()
                    ? Qualifiers.read(aws, invocation).noneSuch(aws, invocation)
                    : notThere(aws, invocation));
  }

  private static Optional<DeployedFunction> find(Aws aws, RemoteInvocation invocation) {
    return aws.call(
        "lambda:GetFunction",
        invocation.described(),
        () -> {
          try {
            return Optional.of(
                new DeployedFunction(
                    aws.lambda()
                        .getFunction(
                            request -> {
                              request.functionName(invocation.functionName());
                              invocation.qualifier().ifPresent(request::qualifier);
                            })
                        .configuration()));
          } catch (ResourceNotFoundException ignored) {
            return Optional.empty();
          }
        });
  }

  private static ChirpException notThere(Aws aws, RemoteInvocation invocation) {
    NextCommands commands = NextCommands.of(aws, invocation);
    String qualifier = invocation.qualifier().map(text -> " -Dqualifier=" + text).orElse("");
    return ChirpException.project(
            "There is no %s in %s.".formatted(invocation.described(), commands.place()))
        .withSuggestion(
            commands
                .withoutPrefix()
                .map(meant -> meant.of("invoke", " -Dremote" + qualifier))
                .orElseGet(() -> commands.of("deploy", "")));
  }

  Duration timeout() {
    return Duration.ofSeconds(Optional.ofNullable(configuration.timeout()).orElse(3));
  }

  /** Returns the handler's class name. */
  String className() {
    return Optional.ofNullable(configuration.handler()).orElse("").replaceFirst("::.*", "");
  }

  /**
   * Refuses a function that can never run. A pending or inactive one only takes some time.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">Lambda
   *     function states</a>
   */
  void check(RemoteInvocation invocation, Progress progress) {
    if (configuration.state() == State.FAILED) {
      throw ChirpException.project(
          "Lambda cannot run %s: its state is Failed (%s: %s)."
              .formatted(
                  invocation.described(),
                  configuration.stateReasonCodeAsString(),
                  configuration.stateReason()));
    }
    if (configuration.lastUpdateStatus() == LastUpdateStatus.IN_PROGRESS) {
      progress.warn("An update is in progress: the previous code may respond.");
    }
    if (configuration.lastUpdateStatus() == LastUpdateStatus.FAILED) {
      progress.warn(
          "The last update failed (%s: %s): the previous code responds."
              .formatted(
                  configuration.lastUpdateStatusReasonCodeAsString(),
                  configuration.lastUpdateStatusReason()));
    }
  }
}
