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
    return apis.plan().comparison();
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
        gate.hasFailed()
            ? apis.skipped(plan, gate.reason())
            : apis.apply(plan, gate, Optional.empty());
    report.add(deployed -> with(deployed, made));
  }

  /** Changes the API with the aliases: all move, or none does. */
  MovedTogether together(ApiPlan plan, CurrentReport report, StartGate gate) {
    return release -> {
      DeployedApi made = apis.apply(plan, gate, Optional.of(release));
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
