package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Release;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployPlan;
import dev.chirp.internal.deploy.DeployReport;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.SafeFunctions;
import dev.chirp.internal.release.MovedTogether;
import dev.chirp.internal.release.ReleaseFunction;
import dev.chirp.internal.release.ReleasePlan;
import dev.chirp.internal.release.ReleaseRequest;
import dev.chirp.internal.release.Releaser;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The release after a deploy with an alias. */
record ReleaseStep(Releaser releaser, AliasName alias, Aws aws) {

  /** Returns the release of these functions. Empty without an alias. */
  static Optional<ReleaseStep> of(
      ReleaseSettings settings,
      Collection<ProjectFunction> functions,
      String functionPrefix,
      CodePackage code,
      EventFiles events,
      Aws aws,
      Progress progress) {
    if (settings.alias().isEmpty()) {
      return Optional.empty();
    }
    AliasName alias = settings.alias().get();
    List<ReleaseFunction> released =
        functions.stream().map(each -> released(each, functionPrefix, events)).toList();
    ReleaseRequest request =
        new ReleaseRequest(released, alias, code.codeSha256(), settings.keepVersions());
    VersionProof proof = VersionProof.of(released, events, aws, progress);
    return Optional.of(new ReleaseStep(new Releaser(aws, request, proof, progress), alias, aws));
  }

  private static ReleaseFunction released(
      ProjectFunction function, String functionPrefix, EventFiles events) {
    FunctionSettings.Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    String unproven = "";
    if (!safe.value()) {
      unproven = "it is not marked safe (%s)".formatted(safe.origin());
    } else if (!Files.isRegularFile(events.defaultFile(function.name()))) {
      unproven = "it has no event file";
    }
    return new ReleaseFunction(function.name(), functionPrefix + function.name(), unproven);
  }

  ReleasePlan plan(DeployPlan deploy) {
    return releaser.plan(deploy.changing());
  }

  /**
   * Releases what was deployed, unless a function was not.
   *
   * @param together changes with the aliases
   */
  void apply(ReleasePlan plan, CurrentReport report, StartGate gate, MovedTogether together) {
    List<Release> releases =
        gate.hasFailed()
            ? Releaser.skipped(plan, alias, reason(report))
            : releaser.apply(
                plan, soFar -> report.addLate(deployed -> with(deployed, soFar)), gate, together);
    report.add(deployed -> with(deployed, releases));
  }

  private static String reason(CurrentReport report) {
    return report.current().api().filter(api -> !api.isSuccess()).isPresent()
        ? "the API could not be prepared"
        : "not every function is deployed";
  }

  private DeployReport with(DeployReport deployed, List<Release> releases) {
    return deployed.with(releases, aws.time().now());
  }
}
