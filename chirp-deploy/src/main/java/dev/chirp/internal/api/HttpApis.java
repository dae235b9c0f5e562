package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.core.DeployedApi.Outcome;
import dev.chirp.internal.core.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/**
 * Makes the project's HTTP API what the project wants. First it writes the definition and makes a
 * deployment of it, which clients do not see. Then it gives the permissions, proves the deployment
 * and switches to it.
 *
 * @param adopt whether to take over routes that someone else sent elsewhere
 */
public record HttpApis(Aws aws, ApiSpec spec, boolean adopt, Progress progress) {
  static final String AGAIN = "mvn chirp:deploy again";

  /**
   * Plans the changes. Writes nothing.
   *
   * @throws ChirpException if someone else made a route of the project, and it is not to be adopted
   */
  public ApiPlan plan() {
    ApiPlan plan = comparison();
    plan.state().ifPresent(is -> requireOwnRoutes(new ApiDifference(spec, arns(), is)));
    return plan;
  }

  /** Compares the project with the API. Writes nothing. */
  public ApiPlan comparison() {
    FunctionArns arns = arns();
    ApiReader reader = new ApiReader(aws);
    Optional<ApiState> state = reader.find(spec.owner(), spec.functionPrefix()).map(reader::state);
    List<String> functions = spec.functions().stream().map(arns::of).toList();
    return new ApiPlan(
        spec,
        arns,
        state,
        state.map(is -> new InvokePermission(aws, is.id()).missingOn(functions)).orElse(functions));
  }

  private FunctionArns arns() {
    return FunctionArns.of(aws, spec.alias());
  }

  private void requireOwnRoutes(ApiDifference difference) {
    List<Route> taken = difference.takenRoutes();
    if (!taken.isEmpty() && !adopt) {
      throw ChirpException.project(
              "API '%s' has routes that someone else made: %s. Nothing was changed."
                  .formatted(
                      spec.name(),
                      taken.stream().map(Route::routeKey).collect(Collectors.joining(", "))))
          .withSuggestion("mvn chirp:deploy -Dchirp.adopt");
    }
  }

  /** A definition and its deployment, ready beside the API that clients see. */
  public static final class Prepared {
    private final ApiState state;
    private final Optional<String> deployment;
    private final List<String> withoutRoutes;

    private Prepared(ApiState state, Optional<String> deployment, List<String> withoutRoutes) {
      this.state = state;
      this.deployment = deployment;
      this.withoutRoutes = List.copyOf(withoutRoutes);
    }
  }

  /**
   * Writes the definition and makes a deployment of it. Clients do not see it. Call it before
   * aliases move, because it takes long.
   *
   * @param gate says when nothing more may start
   * @throws ChirpException if API Gateway refused a change, or nothing may start
   */
  public Prepared prepare(ApiPlan plan, StartGate gate) {
    ApiDefinition definition = new ApiDefinition(aws, spec, arns(), gate, progress);
    Api api = plan.state().map(ApiState::api).orElseGet(definition::create);
    plan.state().ifPresent(definition::stopAutoDeploy);
    List<String> withoutRoutes =
        plan.state()
            .map(is -> new ApiDifference(spec, arns(), is).functionsWithoutRoutes())
            .orElse(List.of());
    ApiState before = plan.state().orElseGet(() -> new ApiReader(aws).state(api));
    boolean isDefined = new ApiDifference(spec, arns(), before).changes().isEmpty();
    ApiState defined = definition.write(api);
    // Someone else may have changed the definition meanwhile, so what was written is deployed.
    Optional<String> deployment =
        isDefined && ApiSwitch.isLive(spec, defined)
            ? Optional.empty()
            : Optional.of(switchTo(defined, gate, Optional.empty()).deploy());
    return new Prepared(defined, deployment, withoutRoutes);
  }

  private ApiSwitch switchTo(ApiState state, StartGate gate, Optional<String> release) {
    return new ApiSwitch(
        aws, spec, state, new ApiWriter(aws, gate, state), gate, release, progress);
  }

  /**
   * Proves what was prepared, and shows it to clients.
   *
   * @param gate says when nothing more may start
   * @param release the id of the release that it belongs to; empty without aliases
   */
  public DeployedApi apply(
      ApiPlan plan, Prepared prepared, StartGate gate, Optional<String> release) {
    if (!gate.isOpen()) {
      return skipped(plan, gate.reason());
    }
    try {
      return applied(plan, prepared, gate, release);
    } catch (ChirpException e) {
      gate.notice(e);
      return failed(plan, e);
    }
  }

  /** The result after a failure. Clients see the API from before. */
  public DeployedApi failed(ApiPlan plan, ChirpException e) {
    progress.detail("API '%s' is not up to date".formatted(spec.name()), e);
    return result(plan, plan.state(), Outcome.FAILED, "", e.problem(), e.suggestion());
  }

  /** The result if there is nothing to do. */
  public DeployedApi unchanged(ApiPlan plan) {
    return result(plan, plan.state(), Outcome.UNCHANGED, "", "", "");
  }

  /** The result if the run ends before the change does. */
  public DeployedApi interrupted(ApiPlan plan) {
    return plan.isUnchanged()
        ? result(plan, plan.state(), Outcome.UNCHANGED, "", "", "")
        : result(
            plan,
            plan.state(),
            Outcome.FAILED,
            "",
            "the change was in progress when the run ended",
            AGAIN);
  }

  /** The result if an earlier step failed, so that the API stays as it is. */
  public DeployedApi skipped(ApiPlan plan, String why) {
    return plan.isUnchanged()
        ? result(plan, plan.state(), Outcome.UNCHANGED, "", "", "")
        : result(plan, plan.state(), Outcome.SKIPPED, "", "not tried, because of " + why, AGAIN);
  }

  private DeployedApi applied(
      ApiPlan plan, Prepared prepared, StartGate gate, Optional<String> release) {
    ApiState state = prepared.state;
    InvokePermission permission = new InvokePermission(aws, state.id());
    permission.addTo(plan.missingPermissions());
    String proof =
        prepared
            .deployment
            .map(deployment -> switchTo(state, gate, release).run(deployment))
            .orElse("");
    ApiWriter writer = new ApiWriter(aws, gate, state);
    cleanUp(prepared, permission, writer);
    return result(
        plan,
        Optional.of(state),
        plan.state().isEmpty() ? Outcome.CREATED : Outcome.UPDATED,
        proof,
        "",
        "");
  }

  /** Clients see the new API, so a failure from here on is only a warning. */
  private void cleanUp(Prepared prepared, InvokePermission permission, ApiWriter writer) {
    prepared.withoutRoutes.forEach(arn -> withdraw(arn, permission));
    if (prepared.deployment.isEmpty() && prepared.state.stage(CandidateStage.NAME).isPresent()) {
      new CandidateStage(prepared.state, writer, progress).delete();
    }
    try {
      ApiSwitch.prune(new ApiReader(aws).state(prepared.state.api()), writer);
    } catch (ChirpException e) {
      progress.warn("An old deployment of the API stays: " + e.problem(), e);
    }
  }

  /** A function without route needs no permission. A failure is only a warning. */
  private void withdraw(String arn, InvokePermission permission) {
    try {
      permission.remove(arn);
    } catch (ChirpException e) {
      progress.warn(
          "The API may still invoke '%s': %s".formatted(FunctionArns.shown(arn), e.problem()), e);
    }
  }

  private DeployedApi result(
      ApiPlan plan,
      Optional<ApiState> state,
      Outcome outcome,
      String proof,
      String problem,
      String hint) {
    return new DeployedApi(
        spec.name(),
        state.map(ApiState::id).orElse(""),
        state.map(ApiState::url).orElse(""),
        outcome,
        outcome == Outcome.CREATED || outcome == Outcome.UPDATED ? plan.summary() : "",
        proof,
        problem,
        hint);
  }
}
