package dev.chirp.maven;

import dev.chirp.aws.TimeLimit;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import dev.chirp.core.Setting;
import dev.chirp.deploy.DeployRequest;
import dev.chirp.deploy.Deployer;
import dev.chirp.deploy.ExecutionRole;
import dev.chirp.deploy.FunctionSpec;
import dev.chirp.deploy.ReportWriting;
import dev.chirp.deploy.Survey;
import dev.chirp.project.ProjectFunction;
import dev.chirp.release.AliasSurvey;
import dev.chirp.runtime.local.EventFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The project's functions as they shall be on Lambda, from what the goals' parameters say. */
record Deployment(
    Ownership ownership,
    String functionPrefix,
    ProjectPackage packaged,
    Parameters parameters,
    EventFiles events,
    Progress progress) {

  /** MB below which a JVM gets too little of a CPU. */
  private static final int ENOUGH_MEMORY = 512;

  /** MB with which a function gets a whole one. */
  private static final double CPU = 1769;

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
      OptionalInt logRetentionDays,
      TimeLimit timeLimit,
      ReleaseSettings release) {}

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
        packaged.runtime().id(),
        "",
        memorySize.value(),
        function.settings().timeout().value(),
        parameters.architecture(),
        parameters.release().snapStart(packaged.runtime()),
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
   * Packs and plans, and unless it is a dry run, does it and writes the report.
   *
   * @param reports where the report goes
   * @throws ChirpException when a function is not what it shall be
   */
  void deploy(
      Collection<ProjectFunction> functions,
      Libraries libraries,
      Supplier<AwsSession> aws,
      Path reports,
      boolean dryRun,
      boolean keepPackage) {
    List<FunctionSpec> specs = specs(functions);
    warnOfLittleMemory(specs);
    DeployRequest request = request(specs, packaged.make(libraries));
    AwsSession session = aws.get();
    DeploySteps steps =
        new DeploySteps(
            new Deployer(session.aws(), request, progress),
            Releasing.of(
                parameters.release(),
                functions,
                functionPrefix,
                request.code(),
                events,
                session.aws(),
                progress),
            UrlStep.of(parameters.release(), session.aws(), progress),
            session.aws().time(),
            parameters.timeLimit(),
            progress);
    if (dryRun) {
      steps.plan();
      progress.say("Dry run: nothing was changed.");
      return;
    }
    ReportWriting writing = ReportWriting.into(reports, progress);
    steps.apply(steps.plan(), writing).check();
    if (!keepPackage) {
      delete(request.code());
    }
    writing.check();
  }

  private void warnOfLittleMemory(List<FunctionSpec> specs) {
    specs.stream()
        .filter(spec -> spec.memorySize() < ENOUGH_MEMORY)
        .forEach(
            spec ->
                progress.warn(
                    "Function '%s' has %d MB: Lambda gives CPU by memory, and this is 1/%d of one. With 512 MB it starts much faster."
                        .formatted(
                            spec.name(), spec.memorySize(), Math.round(CPU / spec.memorySize()))));
  }

  /** What is deployed and how it differs, as lines for people. */
  String compare(
      Collection<ProjectFunction> functions, Libraries libraries, Supplier<AwsSession> aws) {
    DeployRequest request = request(specs(functions), packaged.make(libraries));
    try (AwsSession session = aws.get()) {
      progress.say(session.introduction());
      List<String> lines =
          new ArrayList<>(new Survey(session.aws(), request, progress).lines(functionPrefix));
      List<String> names = request.functions().stream().map(FunctionSpec::lambdaName).toList();
      List<String> aliases = new AliasSurvey(session.aws(), progress).lines(names);
      if (!aliases.isEmpty()) {
        lines.add("");
        lines.addAll(aliases);
      }
      return String.join("\n", lines) + "\n";
    }
  }

  /** The local zip has done its work. */
  private static void delete(CodePackage code) {
    try {
      Files.deleteIfExists(code.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
