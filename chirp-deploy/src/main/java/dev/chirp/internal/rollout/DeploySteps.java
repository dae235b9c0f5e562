package dev.chirp.internal.rollout;

import dev.chirp.internal.api.ApiPlan;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployPlan;
import dev.chirp.internal.deploy.DeployReport;
import dev.chirp.internal.deploy.Deployer;
import dev.chirp.internal.release.MovedTogether;
import dev.chirp.internal.release.ReleasePlan;
import dev.chirp.internal.release.UnmovedAliasWarnings;
import dev.chirp.internal.url.UrlPlan;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a deploy: the functions, then the release of what was deployed, then the URLs and
 * the API. Each step needs the one before to succeed. None starts after Ctrl-C or the common time
 * limit.
 */
record DeploySteps(
    Deployer deployer,
    Optional<ReleaseStep> releasing,
    Optional<UrlStep> urls,
    Optional<ApiStep> api,
    UnmovedAliasWarnings staying,
    TimeLimit limit,
    Progress progress) {

  /** The plans of all steps. */
  record Plans(
      DeployPlan deploy,
      Optional<ReleasePlan> release,
      Optional<UrlPlan> urls,
      Optional<ApiPlan> api) {
    boolean isUnchanged() {
      return deploy.isUnchanged()
          && release.map(ReleasePlan::isUnchanged).orElse(true)
          && urls.map(UrlPlan::isUnchanged).orElse(true)
          && api.map(ApiPlan::isUnchanged).orElse(true);
    }
  }

  /** Plans all steps and shows the plans. Writes nothing. */
  Plans plan() {
    DeployPlan deploy = deployer.plan();
    deploy.lines().forEach(progress::say);
    Optional<ReleasePlan> release = releasing.map(each -> each.plan(deploy));
    release.ifPresent(plan -> plan.lines().forEach(progress::say));
    return new Plans(
        deploy, release, urls.map(each -> each.plan(deploy.names())), api.map(ApiStep::plan));
  }

  /** Applies the plans and shows the results, even if Ctrl-C ends the JVM. */
  DeployReport apply(Plans plans, CurrentReport report) {
    try (StartGate gate = StartGate.begin(progress).within(limit)) {
      report.add(deployer.apply(plans.deploy(), report::addLate, gate));
      if (releasing.isEmpty() && gate.isOpen()) {
        staying.lines(report.current().updated()).forEach(progress::warn);
      }
      failIfNeeded(report, gate);
      MovedTogether together =
          releasing.isEmpty()
              ? MovedTogether.NOTHING
              : api.map(step -> step.together(plans.api().orElseThrow(), report, gate))
                  .orElse(MovedTogether.NOTHING);
      failIfNeeded(report, gate);
      releasing.ifPresent(
          step -> step.apply(plans.release().orElseThrow(), report, gate, together));
      failIfNeeded(report, gate);
      urls.ifPresent(step -> step.apply(plans.urls().orElseThrow(), report, gate));
      failIfNeeded(report, gate);
      if (report.current().api().isEmpty()) { // not moved with the aliases
        api.ifPresent(step -> step.apply(plans.api().orElseThrow(), report, gate));
      }
      DeployReport all = report.current();
      (plans.isUnchanged() ? List.of(all.summary()) : all.lines()).forEach(progress::say);
      return all;
    }
  }

  /** Closes the gate for the later steps if a step has failed. */
  private static void failIfNeeded(CurrentReport report, StartGate gate) {
    if (!report.current().isSuccess()) {
      gate.fail("an earlier failure");
    }
  }
}
