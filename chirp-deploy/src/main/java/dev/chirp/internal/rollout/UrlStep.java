package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployReport;
import dev.chirp.internal.url.FunctionUrls;
import dev.chirp.internal.url.UrlPlan;
import java.util.List;
import java.util.Optional;

/** The change of the functions' URLs, after the deploy and the release. */
record UrlStep(FunctionUrls urls, Aws aws, Progress progress) {

  /** Returns the step. Empty if the project does not set URLs. */
  static Optional<UrlStep> of(ReleaseSettings settings, Aws aws, Progress progress) {
    return settings
        .functionUrl()
        .map(
            access ->
                new UrlStep(
                    new FunctionUrls(aws, access, settings.alias(), progress), aws, progress));
  }

  /** Plans the changes and shows them. */
  UrlPlan plan(List<String> functions) {
    UrlPlan plan = urls.plan(functions);
    plan.lines().forEach(progress::say);
    plan.warnings().forEach(progress::warn);
    return plan;
  }

  /** Changes the URLs, unless a function was not deployed or released. */
  void apply(UrlPlan plan, CurrentReport report, StartGate gate) {
    if (urls.access() == FunctionUrl.Access.NONE || gate.hasFailed()) {
      return;
    }
    List<FunctionUrl> made =
        urls.apply(plan, soFar -> report.addLate(deployed -> with(deployed, soFar)), gate);
    report.add(deployed -> with(deployed, made));
  }

  private DeployReport with(DeployReport deployed, List<FunctionUrl> made) {
    return deployed.withUrls(made, aws.time().now());
  }
}
