package dev.chirp.maven;

import dev.chirp.aws.Aws;
import dev.chirp.aws.TimeLimit;
import dev.chirp.core.Progress;
import dev.chirp.deploy.DeployReport;
import dev.chirp.release.FunctionUrls;
import dev.chirp.release.UrlAccess;
import dev.chirp.release.UrlPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The functions' URLs, after all is deployed and released. */
record UrlStep(FunctionUrls urls, Aws aws, Progress progress) {

  /** Nothing where nobody says anything of URLs. */
  static Optional<UrlStep> of(
      ReleaseSettings settings, Aws aws, TimeLimit limit, Progress progress) {
    return settings
        .functionUrl()
        .map(
            access ->
                new UrlStep(
                    new FunctionUrls(aws, access, settings.alias(), limit, progress),
                    aws,
                    progress));
  }

  /** What will become of them, shown. */
  UrlPlan plan(List<String> functions) {
    UrlPlan plan = urls.plan(functions);
    plan.lines().forEach(progress::say);
    plan.warnings().forEach(progress::warn);
    return plan;
  }

  /** Makes them so, unless a function is not as it shall be. */
  DeployReport apply(UrlPlan plan, DeployReport deployed, Consumer<DeployReport> reports) {
    if (urls.access() == UrlAccess.NONE || !deployed.isSuccess()) {
      return deployed;
    }
    DeployReport report = deployed.withUrls(urls.apply(plan), aws.time().now());
    reports.accept(report);
    return report;
  }
}
