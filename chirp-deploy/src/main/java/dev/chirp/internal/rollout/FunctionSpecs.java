package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.FunctionSpec;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The desired state of the project's functions on Lambda, from the goals' parameters. */
record FunctionSpecs(
    Ownership ownership,
    String functionPrefix,
    LambdaRuntime runtime,
    DeployParameters parameters) {

  /** The memory in MB below which a JVM gets too little CPU. */
  private static final int ENOUGH_MEMORY = 512;

  /** The memory in MB at which a function gets a whole CPU. */
  private static final double CPU = 1769;

  /** Returns the specs after all checks that need no AWS. */
  List<FunctionSpec> of(Collection<ProjectFunction> functions) {
    return functions.stream().map(this::spec).toList();
  }

  private FunctionSpec spec(ProjectFunction function) {
    Map<String, String> environment = new HashMap<>();
    function
        .settings()
        .environment()
        .forEach((name, value) -> environment.put(name, value.value()));
    FunctionSettings.Setting<Integer> memorySize = function.settings().memorySize();
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
                    "<tags> has '%s', a tag that Chirp sets itself.".formatted(name));
              }
              tags.put(name, value);
            });
    return tags;
  }

  /** Warns about functions that will start slowly. */
  static void warnOfLittleMemory(List<FunctionSpec> specs, Progress progress) {
    specs.stream()
        .filter(spec -> spec.memorySize() < ENOUGH_MEMORY)
        .forEach(
            spec ->
                progress.warn(
                    "Function '%s' has %d MB: that gives it 1/%d of a CPU. With 512 MB it starts much faster."
                        .formatted(
                            spec.name(), spec.memorySize(), Math.round(CPU / spec.memorySize()))));
  }

  /** Warns about functions that would call their own machine from AWS, where no sandbox is. */
  static void warnOfLoopbackEndpoints(List<FunctionSpec> specs, Progress progress) {
    for (FunctionSpec spec : specs) {
      new TreeMap<>(spec.environment())
          .forEach(
              (name, value) -> {
                if (name.startsWith("AWS_ENDPOINT_URL") && Loopback.isUrl(value)) {
                  progress.warn(
                      "Function '%s' has %s=%s: on AWS that is the function's own machine. Set it for local runs only."
                          .formatted(spec.name(), name, value));
                }
              });
    }
  }
}
