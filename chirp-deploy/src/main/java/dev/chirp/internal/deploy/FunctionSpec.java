package dev.chirp.internal.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a function on Lambda shall be. A spec that exists is one that Lambda accepts, as far as can
 * be known without asking it.
 *
 * @param name in the project: {@code server_status}
 * @param lambdaName with the prefix: {@code chirp_server_status}
 * @param runtime such as {@code java21}
 * @param roleArn of the execution role; empty until it is known
 * @param memorySize MB
 * @param timeout seconds
 * @param architecture {@code x86_64} or {@code arm64}
 * @param snapStart whether published versions start from a picture of a started function; nothing
 *     leaves it as it is
 * @param environment what the project sets; values are secrets
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

  /** A function whose SnapStart stays as it is. */
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

  /** Without the values of environment variables. */
  @Override
  public String toString() {
    return "FunctionSpec[%s, %s, %s, %d MB, %d s, %s, environment %s]"
        .formatted(
            lambdaName, handler, runtime, memorySize, timeout, architecture, environment.keySet());
  }
}
