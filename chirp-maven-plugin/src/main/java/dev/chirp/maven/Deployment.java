package dev.chirp.maven;

import dev.chirp.aws.Aws;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import dev.chirp.core.Setting;
import dev.chirp.deploy.DeployPlan;
import dev.chirp.deploy.DeployReport;
import dev.chirp.deploy.DeployRequest;
import dev.chirp.deploy.Deployer;
import dev.chirp.deploy.ExecutionRole;
import dev.chirp.deploy.FunctionSpec;
import dev.chirp.project.LambdaRuntime;
import dev.chirp.project.ProjectFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The project's functions as they shall be on Lambda, from what the goals' parameters say. */
record Deployment(
    Ownership ownership, String functionPrefix, LambdaRuntime runtime, Parameters parameters) {

  /** Memory below which a JVM gets too little of a CPU. */
  private static final int ENOUGH_MEMORY = 512;

  /** What the parameters say; null ends here. */
  record Parameters(
      String roleName,
      Optional<String> roleArn,
      String iamPath,
      Optional<String> bucket,
      String architecture,
      Map<String, String> tags,
      boolean replaceEnvironment,
      boolean adopt,
      OptionalInt logRetentionDays) {}

  /** Checks all that can be checked without AWS. */
  List<FunctionSpec> specs(Collection<ProjectFunction> functions) {
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
        environment,
        function.settings().description().value(),
        tags());
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>(parameters.tags());
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

  /** A JVM with a fourteenth of a CPU starts in ten seconds, not in one. */
  static void warnOfLittleMemory(List<FunctionSpec> specs, Progress progress) {
    specs.stream()
        .filter(spec -> spec.memorySize() < ENOUGH_MEMORY)
        .forEach(
            spec ->
                progress.warn(
                    "Function '%s' has %d MB: Lambda gives CPU by memory, and this is 1/%d of one. 512 MB start much faster."
                        .formatted(
                            spec.name(),
                            spec.memorySize(),
                            Math.round(1769.0 / spec.memorySize()))));
  }

  DeployRequest request(List<FunctionSpec> specs, CodePackage code) {
    return new DeployRequest(
        specs,
        code,
        ownership,
        new ExecutionRole(parameters.roleArn(), parameters.roleName(), parameters.iamPath()),
        parameters.bucket(),
        parameters.replaceEnvironment(),
        parameters.adopt(),
        parameters.logRetentionDays());
  }

  /**
   * Plans, and unless it is a dry run, does it and writes the report.
   *
   * @param reports where the report goes
   * @throws ChirpException when a function is not what it shall be
   */
  void deploy(Aws aws, DeployRequest request, boolean dryRun, Path reports, Progress progress) {
    Deployer deployer = new Deployer(aws, request, progress);
    DeployPlan plan = deployer.plan();
    plan.lines().forEach(progress::say);
    if (dryRun) {
      progress.say("Nothing was changed, because of chirp.dryRun.");
      return;
    }
    DeployReport report = deployer.apply(plan);
    progress.status("");
    report.lines().forEach(progress::say);
    progress.say("Report: " + report.writeTo(reports));
    report.check();
  }

  /** The local zip has done its work. */
  static void delete(CodePackage code) {
    try {
      Files.deleteIfExists(code.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
