package dev.chirp.internal.rollout;

import dev.chirp.internal.api.HttpApis;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployRequest;
import dev.chirp.internal.deploy.Deployer;
import dev.chirp.internal.deploy.DriftReport;
import dev.chirp.internal.deploy.ExecutionRole;
import dev.chirp.internal.deploy.FunctionSpec;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.SafeFunctions;
import dev.chirp.internal.release.AliasSurvey;
import dev.chirp.internal.release.UnmovedAliasWarnings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A deploy of the project's functions, or a comparison with what is deployed. */
public record Deployment(
    Ownership ownership,
    String functionPrefix,
    ProjectPackage packaged,
    DeployParameters parameters,
    EventFiles events,
    Progress progress) {

  private FunctionSpecs specs() {
    return new FunctionSpecs(ownership, functionPrefix, packaged.runtime(), parameters);
  }

  private DeployRequest request(List<FunctionSpec> specs, CodePackage code) {
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
   * Packages the functions and plans the deploy. Unless it is a dry run, applies the plan and
   * writes the report.
   *
   * @param reports the folder for the report
   * @throws ChirpException if a function was not deployed
   */
  public void deploy(
      Collection<ProjectFunction> functions,
      Libraries libraries,
      Supplier<AwsSession> aws,
      Path reports) {
    List<FunctionSpec> specs = specs().of(functions);
    FunctionSpecs.warnOfLittleMemory(specs, progress);
    DeployRequest request = request(specs, packaged.make(libraries));
    DeploySteps steps = steps(functions, request, aws.get());
    if (parameters.dryRun()) {
      steps.plan();
      progress.say("Dry run: nothing was changed.");
      return;
    }
    CurrentReport report = CurrentReport.into(reports, progress);
    steps.apply(steps.plan(), report).check();
    if (!parameters.keepPackage() && packaged.isOwn()) {
      delete(request.code());
    }
    report.check();
  }

  private DeploySteps steps(
      Collection<ProjectFunction> functions, DeployRequest request, AwsSession session) {
    if (!session.isLocal()) {
      FunctionSpecs.warnOfLoopbackEndpoints(request.functions(), progress);
      parameters.api().ifPresent(ApiSettings::requireReachable);
    }
    Aws aws = session.aws();
    TimeLimit limit = TimeLimit.of(aws.time(), parameters.timeLimit());
    return new DeploySteps(
        new Deployer(aws, request, progress),
        ReleaseStep.of(
            parameters.release(), functions, functionPrefix, request.code(), events, aws, progress),
        UrlStep.of(parameters.release(), aws, progress),
        apiStep(functions, aws),
        new UnmovedAliasWarnings(aws, progress),
        limit,
        progress);
  }

  private Optional<ApiStep> apiStep(Collection<ProjectFunction> functions, Aws aws) {
    return parameters
        .api()
        .map(
            settings ->
                settings.spec(
                    functions,
                    new SafeFunctions(events),
                    parameters.release().alias(),
                    ownership,
                    functionPrefix))
        .map(
            spec ->
                new ApiStep(new HttpApis(aws, spec, parameters.adopt(), progress), aws, progress));
  }

  /** Returns a list of what is deployed and how it differs. */
  public String compare(
      Collection<ProjectFunction> functions, Libraries libraries, Supplier<AwsSession> aws) {
    DeployRequest request = request(specs().of(functions), packaged.make(libraries));
    try (AwsSession session = aws.get()) {
      progress.say(session.introduction());
      List<String> lines =
          new ArrayList<>(new DriftReport(session.aws(), request, progress).lines(functionPrefix));
      List<String> names = request.functions().stream().map(FunctionSpec::lambdaName).toList();
      apiStep(functions, session.aws())
          .ifPresent(
              step -> {
                lines.add("");
                lines.addAll(step.comparison());
              });
      List<String> aliases = new AliasSurvey(session.aws(), progress).lines(names);
      if (!aliases.isEmpty()) {
        lines.add("");
        lines.addAll(aliases);
      }
      return String.join("\n", lines) + "\n";
    }
  }

  /** Deletes the local zip, which is no longer needed. */
  private static void delete(CodePackage code) {
    try {
      Files.deleteIfExists(code.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
