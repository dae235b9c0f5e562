package dev.chirp.internal.rollout;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.Ownership;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Setting;
import dev.chirp.internal.deploy.FunctionSpec;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.rollout.Deployment.Parameters;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The project's functions as they shall be on Lambda, from what the goals' parameters say. */
record FunctionSpecs(
    Ownership ownership, String functionPrefix, LambdaRuntime runtime, Parameters parameters) {

  /** MB below which a JVM gets too little of a CPU. */
  private static final int ENOUGH_MEMORY = 512;

  /** MB with which a function gets a whole one. */
  private static final double CPU = 1769;

  /** Checks all that can be checked without AWS. */
  List<FunctionSpec> of(Collection<ProjectFunction> functions) {
    return functions.stream().map(this::spec).toList();
  }

  private FunctionSpec spec(ProjectFunction function) {
    Map<String, String> environment = new HashMap<>();
    function
        .settings()
        .environment()
        .forEach((name, value) -> environment.put(name, value.value()));
    Setting<Integer> memorySize = function.settings().memorySize();
    return new FunctionSpec(
        function.name(),
        functionPrefix + function.name(),
        function.handler(),
        runtime.id(),
        "",
        memorySize.value(),
        function.settings().timeout().value(),
        parameters.architecture(),
        parameters.release().snapStart(runtime),
        environment,
        function.settings().description().value(),
        tags());
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>(parameters.tags());
    tags.forEach(
        (name, value) -> {
          if (Objects.isNull(value)) {
            throw ChirpException.project("<tags> has '%s' without a value.".formatted(name));
          }
        });
    ownership
        .tags()
        .forEach(
            (name, value) -> {
              if (parameters.tags().containsKey(name)) {
                throw ChirpException.project(
                    "<tags> has '%s', which is one of Chirp's own.".formatted(name));
              }
              tags.put(name, value);
            });
    return tags;
  }

  /** Says which functions will start slowly. */
  static void warnOfLittleMemory(List<FunctionSpec> specs, Progress progress) {
    specs.stream()
        .filter(spec -> spec.memorySize() < ENOUGH_MEMORY)
        .forEach(
            spec ->
                progress.warn(
                    "Function '%s' has %d MB: Lambda gives CPU by memory, and this is 1/%d of one. With 512 MB it starts much faster."
                        .formatted(
                            spec.name(), spec.memorySize(), Math.round(CPU / spec.memorySize()))));
  }

  /** Says which functions would call this machine from AWS, where nothing of it can be reached. */
  static void warnOfLoopbackEndpoints(List<FunctionSpec> specs, Progress progress) {
    for (FunctionSpec spec : specs) {
      new TreeMap<>(spec.environment())
          .forEach(
              (name, value) -> {
                if (name.startsWith("AWS_ENDPOINT_URL") && Loopback.isUrl(value)) {
                  progress.warn(
                      "Function '%s' has %s=%s: on AWS that is the function's own machine, where no sandbox runs. Set it for local runs only."
                          .formatted(spec.name(), name, value));
                }
              });
    }
  }
}
