package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.AccountFunctions;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Lists what is deployed and how it differs from the project. Changes nothing. */
public final class DriftReport {
  private final Aws aws;
  private final DeployRequest request;
  private final Progress progress;
  private final DeployPlanner planner;
  private final LogGroups logGroups;

  public DriftReport(Aws aws, DeployRequest request, Progress progress) {
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

  /** One function of the project or on Lambda. */
  private record Line(String function, String lambdaName, String state) {}

  /**
   * Returns one line for each function of the project, and for each deployed function that is no
   * longer in it.
   *
   * @param prefix the prefix of the functions' names on Lambda
   */
  public List<String> lines(String prefix) {
    List<Line> lines = new ArrayList<>();
    try (Workers workers = new Workers()) {
      Future<Optional<String>> role = workers.start(this::role);
      Future<List<String>> deployed = workers.start(() -> deployed(prefix));
      List<Future<Optional<RemoteFunction>>> remote =
          request.functions().stream()
              .map(spec -> workers.start(() -> LambdaFunctions.find(aws, spec.lambdaName())))
              .toList();
      for (int i = 0; i < remote.size(); i++) {
        lines.add(
            compared(request.functions().get(i), Workers.get(remote.get(i)), Workers.get(role)));
      }
      List<Future<Optional<Line>>> gone =
          Workers.get(deployed).stream()
              .filter(name -> !names().contains(name))
              .map(name -> workers.start(() -> noLongerHere(name)))
              .toList();
      Workers.all(gone).forEach(line -> line.ifPresent(lines::add));
    }
    return table(lines);
  }

  /** Finds the role. A missing role does not make the listing fail. */
  private Optional<String> role() {
    try {
      return Optional.of(request.role().find(aws, progress));
    } catch (ChirpException e) {
      if (e.kind() == ChirpException.Kind.EXECUTION) {
        throw e;
      }
      progress.warn(e.problem(), e);
      return Optional.empty();
    }
  }

  /**
   * Lists the deployed functions. Without permission to list, only the project's functions are
   * shown.
   */
  private List<String> deployed(String prefix) {
    try {
      return new AccountFunctions(aws).startingWith(prefix);
    } catch (ChirpException e) {
      if (!AwsRefusal.isDenied(e)) {
        throw e;
      }
      progress.warn(e.problem(), e);
      return List.of();
    }
  }

  private Set<String> names() {
    return request.functions().stream().map(FunctionSpec::lambdaName).collect(Collectors.toSet());
  }

  private Line compared(
      FunctionSpec spec, Optional<RemoteFunction> remote, Optional<String> roleArn) {
    return new Line(
        spec.name(),
        spec.lambdaName(),
        remote.map(is -> state(spec, is, roleArn.orElse(is.roleArn()))).orElse("not deployed"));
  }

  private String state(FunctionSpec spec, RemoteFunction is, String roleArn) {
    if (planner.isForeign(is)) {
      return "not this project's: created by " + Ownership.makerOf(is.tags());
    }
    FunctionPlan plan =
        planner
            .plan(spec.withRoleArn(roleArn), Optional.of(is))
            .withLogs(logGroups.differences(spec.lambdaName()));
    String difference = plan.isUnchanged() ? "up to date" : "differs: " + plan.differences();
    return is.isBusy() ? difference + " (" + is.evidence() + ")" : difference;
  }

  private Optional<Line> noLongerHere(String name) {
    return LambdaFunctions.find(aws, name)
        .filter(is -> request.ownership().owns(is.tags()))
        .map(ignored -> new Line("-", name, "no longer in the project"));
  }

  private static List<String> table(List<Line> lines) {
    TextTable table = TextTable.of(Column.text());
    lines.forEach(line -> table.row(line.function(), line.lambdaName(), line.state()));
    return table.lines();
  }
}
