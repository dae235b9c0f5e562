package dev.chirp.rollout;

import dev.chirp.aws.Aws;
import dev.chirp.aws.Interruption;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Progress;
import dev.chirp.core.Release;
import dev.chirp.core.Setting;
import dev.chirp.deploy.DeployPlan;
import dev.chirp.deploy.DeployReport;
import dev.chirp.project.ProjectFunction;
import dev.chirp.project.SafeFunctions;
import dev.chirp.release.AliasName;
import dev.chirp.release.ReleaseFunction;
import dev.chirp.release.ReleasePlan;
import dev.chirp.release.ReleaseRequest;
import dev.chirp.release.Releaser;
import dev.chirp.runtime.local.EventFiles;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The release that follows a deploy, where an alias is asked for. */
record ReleaseStep(Releaser releaser, AliasName alias, Aws aws) {

  /** Of these functions; nothing where nobody names an alias. */
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
    Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    String unproven = "";
    if (!safe.value()) {
      unproven = "nobody says that invoking it is safe (%s)".formatted(safe.origin());
    } else if (!Files.isRegularFile(events.defaultFile(function.name()))) {
      unproven = "it has no event file";
    }
    return new ReleaseFunction(function.name(), functionPrefix + function.name(), unproven);
  }

  ReleasePlan plan(DeployPlan deploy) {
    return releaser.plan(deploy.changing());
  }

  /** Releases what was deployed, if all of it was; answers with the report of both. */
  DeployReport apply(
      ReleasePlan plan,
      DeployReport deployed,
      Consumer<DeployReport> reports,
      Consumer<DeployReport> late,
      Interruption interruption) {
    List<Release> releases =
        deployed.isSuccess()
            ? releaser.apply(plan, soFar -> late.accept(report(deployed, soFar)), interruption)
            : Releaser.skipped(plan, alias);
    DeployReport report = report(deployed, releases);
    reports.accept(report);
    return report;
  }

  private DeployReport report(DeployReport deployed, List<Release> releases) {
    return deployed.with(releases, aws.time().now());
  }
}
