package dev.chirp.internal.rollout;

import dev.chirp.internal.api.ApiPlan;
import dev.chirp.internal.api.HttpApis;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployReport;
import dev.chirp.internal.release.MovedTogether;
import java.util.List;
import java.util.Optional;

/** The change of the project's HTTP API, after the deploy and the release of its functions. */
record ApiStep(HttpApis apis, Aws aws, Progress progress) {

  /** Returns where the API is, and how it differs. */
  List<String> comparison() {
    return apis.comparison().comparison();
  }

  /** Plans the changes and shows them. */
  ApiPlan plan() {
    ApiPlan plan = apis.plan();
    plan.lines().forEach(progress::say);
    return plan;
  }

  /** Changes the API, unless a function was not deployed or released. */
  void apply(ApiPlan plan, CurrentReport report, StartGate gate) {
    gate.ifLate(() -> report.addLate(deployed -> with(deployed, apis.interrupted(plan))));
    DeployedApi made =
        gate.isOpen()
            ? prepared(plan, report, gate)
                .map(prepared -> apis.apply(plan, prepared, gate, Optional.empty()))
                .orElseGet(() -> report.current().api().orElseGet(() -> apis.unchanged(plan)))
            : apis.skipped(plan, gate.reason());
    report.add(deployed -> with(deployed, made));
  }

  /** Empty if there is nothing to do, or after a failure, which is in the report. */
  private Optional<HttpApis.Prepared> prepared(ApiPlan plan, CurrentReport report, StartGate gate) {
    if (plan.isUnchanged()) {
      return Optional.empty();
    }
    try {
      return Optional.of(apis.prepare(plan, gate));
    } catch (ChirpException e) {
      gate.notice(e);
      report.add(deployed -> with(deployed, apis.failed(plan, e)));
      return Optional.empty();
    }
  }

  /**
   * Prepares the API, and changes it with the aliases: all move, or none does. A failure to prepare
   * it is in the report.
   */
  MovedTogether together(ApiPlan plan, CurrentReport report, StartGate gate) {
    if (!gate.isOpen()) {
      return MovedTogether.NOTHING;
    }
    Optional<HttpApis.Prepared> prepared = prepared(plan, report, gate);
    return prepared.isEmpty()
        ? MovedTogether.NOTHING
        : release -> {
          DeployedApi made = apis.apply(plan, prepared.get(), gate, Optional.of(release));
          report.add(deployed -> with(deployed, made));
          if (!made.isSuccess()) {
            throw ChirpException.project(made.problem()).withSuggestion(made.hint());
          }
        };
  }

  private DeployReport with(DeployReport deployed, DeployedApi made) {
    return deployed.with(made, aws.time().now());
  }
}
