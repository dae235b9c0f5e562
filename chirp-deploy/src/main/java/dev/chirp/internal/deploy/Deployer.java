package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Identity;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.ShutdownHook;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads the functions on Lambda, compares them with the desired ones, and applies the difference.
 */
public final class Deployer {
  private final Aws aws;
  private final DeployRequest request;
  private final Progress progress;
  private final DeployPlanner planner;
  private final LogGroups logGroups;

  public Deployer(Aws aws, DeployRequest request, Progress progress) {
    this.aws = aws;
    this.request = request;
    this.progress = progress;
    this.planner =
        new DeployPlanner(
            request.code().codeSha256(),
            request.ownership(),
            request.replaceEnvironment(),
            request.adopt());
    this.logGroups = LogGroups.of(aws, request, progress);
  }

  /**
   * Plans the deploy. Writes nothing.
   *
   * @throws ChirpException if the account, the bucket, the role or a function does not fit
   */
  public DeployPlan plan() {
    ShutdownHook end = new ShutdownHook(() -> progress.warn("Stopped: nothing was changed."));
    try (Workers workers = new Workers()) {
      return plan(workers);
    } finally {
      end.close();
    }
  }

  private DeployPlan plan(Workers workers) {
    Future<Identity> identity = workers.start(aws::identity);
    Future<String> role = workers.start(() -> request.role().find(aws, progress));
    Future<Boolean> bucket = workers.start(this::checkBucket);
    List<Future<Optional<RemoteFunction>>> remote =
        request.functions().stream()
            .map(spec -> workers.start(() -> LambdaFunctions.find(aws, spec.lambdaName())))
            .toList();
    List<Future<List<String>>> logs =
        request.functions().stream()
            .map(spec -> workers.start(() -> logGroups.differences(spec.lambdaName())))
            .toList();
    Identity who = Workers.get(identity);
    progress.say(
        "Account %s, region %s, as %s".formatted(who.account(), aws.region(), who.principal()));
    Workers.get(bucket);
    String roleArn = Workers.get(role);
    return planned(who, roleArn, Workers.all(remote), Workers.all(logs));
  }

  private boolean checkBucket() {
    request.bucket().ifPresent(name -> new CodeBucket(aws, name).check());
    return true;
  }

  private DeployPlan planned(
      Identity identity,
      String roleArn,
      List<Optional<RemoteFunction>> remote,
      List<List<String>> logs) {
    List<FunctionPlan> plans = new ArrayList<>();
    for (int i = 0; i < remote.size(); i++) {
      FunctionSpec spec = request.functions().get(i).withRoleArn(roleArn);
      plans.add(planner.plan(spec, remote.get(i)).withLogs(logs.get(i)));
    }
    requireOurs(plans);
    requireReadable(plans);
    plans.forEach(plan -> new SpecCheck(plan.spec().name()).mergedEnvironment(plan.environment()));
    return new DeployPlan(identity, request.code(), plans);
  }

  private void requireOurs(List<FunctionPlan> plans) {
    List<String> foreign =
        plans.stream()
            .filter(plan -> plan.remote().filter(planner::isForeign).isPresent())
            .map(
                plan ->
                    "%s (created by %s)"
                        .formatted(
                            plan.spec().lambdaName(),
                            Ownership.makerOf(plan.remote().orElseThrow().tags())))
            .toList();
    if (!foreign.isEmpty()) {
      throw ChirpException.project(
              "This project did not create %s: %s. Nothing was changed."
                  .formatted(
                      foreign.size() == 1 ? "this function" : "these functions",
                      String.join(", ", foreign)))
          .withSuggestion("-Dchirp.functionPrefix=acme_, or -Dchirp.adopt to take them over");
    }
  }

  private void requireReadable(List<FunctionPlan> plans) {
    for (FunctionPlan plan : plans) {
      if (plan.remote().filter(planner::hidesEnvironment).isPresent()) {
        throw ChirpException.project(
                "Lambda cannot decrypt the environment of function '%s', so its variables cannot be kept. Nothing was changed."
                    .formatted(plan.spec().lambdaName()))
            .withSuggestion("kms:Decrypt for these credentials, or -Dchirp.replaceEnvironment");
      }
    }
  }

  /**
   * Applies the plan. Does nothing if nothing differs.
   *
   * @param late receives the results so far if Ctrl-C leaves no time for the rest
   * @param gate says when nothing more may start
   */
  public DeployReport apply(DeployPlan plan, Consumer<DeployReport> late, StartGate gate) {
    return new DeployRun(aws, request, plan, planner, logGroups, progress).run(late, gate);
  }
}
