package dev.chirp.internal.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The desired state of a function on Lambda. The constructor refuses values that Lambda would not
 * accept, as far as Chirp can tell.
 *
 * @param name in the project: {@code server_status}
 * @param lambdaName with the prefix: {@code chirp_server_status}
 * @param runtime such as {@code java21}
 * @param roleArn the execution role; empty until it is known
 * @param memorySize MB
 * @param timeout seconds
 * @param architecture {@code x86_64} or {@code arm64}
 * @param snapStart whether published versions start from a snapshot; empty to leave it alone
 * @param environment the variables that the project sets; values are secrets
 */
public record FunctionSpec(
    String name,
    String lambdaName,
    String handler,
    String runtime,
    String roleArn,
    int memorySize,
    int timeout,
    String architecture,
    Optional<Boolean> snapStart,
    Map<String, String> environment,
    String description,
    Map<String, String> tags) {

  public FunctionSpec {
    environment = Map.copyOf(new TreeMap<>(environment));
    tags = Map.copyOf(new TreeMap<>(tags));
    new SpecCheck(name)
        .lambdaName(lambdaName)
        .handler(handler)
        .memorySize(memorySize)
        .timeout(timeout)
        .architecture(architecture)
        .environment(environment)
        .description(description)
        .tags(tags);
  }

  /** Describes a function whose SnapStart setting is left alone. */
  public FunctionSpec(
      String name,
      String lambdaName,
      String handler,
      String runtime,
      String roleArn,
      int memorySize,
      int timeout,
      String architecture,
      Map<String, String> environment,
      String description,
      Map<String, String> tags) {
    this(
        name,
        lambdaName,
        handler,
        runtime,
        roleArn,
        memorySize,
        timeout,
        architecture,
        Optional.empty(),
        environment,
        description,
        tags);
  }

  FunctionSpec withRoleArn(String arn) {
    return new FunctionSpec(
        name,
        lambdaName,
        handler,
        runtime,
        arn,
        memorySize,
        timeout,
        architecture,
        snapStart,
        environment,
        description,
        tags);
  }

  /** Leaves out the values of environment variables. */
  @Override
  public String toString() {
    return "FunctionSpec[%s, %s, %s, %d MB, %d s, %s, environment %s]"
        .formatted(
            lambdaName, handler, runtime, memorySize, timeout, architecture, environment.keySet());
  }
}
