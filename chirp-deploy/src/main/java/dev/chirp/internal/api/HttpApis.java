package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.core.DeployedApi.Outcome;
import dev.chirp.internal.core.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/**
 * Makes the project's HTTP API what the project wants: permissions first, then the definition,
 * which is not live yet, then a deployment that is proved and switched to.
 *
 * @param adopt whether to take over routes that someone else sent elsewhere
 */
public record HttpApis(Aws aws, ApiSpec spec, boolean adopt, Progress progress) {
  /** The most attempts of the definition, if responses are lost or someone else changes it. */
  private static final int TRIES = 3;

  private static final String AGAIN = "mvn chirp:deploy again";

  /** Plans the changes. Writes nothing. */
  public ApiPlan plan() {
    FunctionArns arns = arns();
    ApiReader reader = new ApiReader(aws);
    Optional<ApiState> state = reader.find(spec.owner(), spec.functionPrefix()).map(reader::state);
    state.ifPresent(is -> requireOwnRoutes(new ApiDifference(spec, arns, is)));
    List<String> functions = spec.functions().stream().map(arns::of).toList();
    return new ApiPlan(
        spec, arns, state, state.map(is -> missing(is, functions)).orElse(functions));
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

  private List<String> missing(ApiState state, List<String> functions) {
    InvokePermission permission = new InvokePermission(aws, state.id());
    return functions.isEmpty()
        ? List.of()
        : both(functions, permission::isOn).stream()
            .filter(each -> !each.isThere())
            .map(Checked::arn)
            .toList();
  }

  private record Checked(String arn, boolean isThere) {}

  private static List<Checked> both(List<String> arns, Predicate<String> check) {
    try (Workers workers = new Workers()) {
      List<Future<Checked>> checked =
          arns.stream().map(arn -> workers.start(() -> new Checked(arn, check.test(arn)))).toList();
      return Workers.all(checked);
    }
  }

  /**
   * Applies the plan.
   *
   * @param gate says when nothing more may start
   * @param release the id of the release that it belongs to; empty without aliases
   */
  public DeployedApi apply(ApiPlan plan, StartGate gate, Optional<String> release) {
    if (plan.isUnchanged()) {
      return result(plan, plan.state(), Outcome.UNCHANGED, "", "", "");
    }
    if (!gate.isOpen()) {
      return skipped(plan, gate.reason());
    }
    try {
      return applied(plan, gate, release);
    } catch (ChirpException e) {
      gate.notice(e);
      progress.detail("API '%s' is not up to date".formatted(spec.name()), e);
      return result(plan, plan.state(), Outcome.FAILED, "", e.problem(), e.suggestion());
    }
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

  private DeployedApi applied(ApiPlan plan, StartGate gate, Optional<String> release) {
    Api api = plan.state().map(ApiState::api).orElseGet(this::created);
    InvokePermission permission = new InvokePermission(aws, api.apiId());
    allow(plan.missingPermissions(), permission);
    List<String> withoutRoutes =
        plan.state()
            .map(is -> new ApiDifference(spec, arns(), is).functionsWithoutRoutes())
            .orElse(List.of());
    ApiState defined = defined(api, gate);
    ApiWriter writer = new ApiWriter(aws, gate, defined);
    String proof =
        ApiSwitch.isLive(spec, defined)
            ? ""
            : new ApiSwitch(aws, spec, defined, writer, gate, release, progress).run();
    withoutRoutes.forEach(arn -> withdraw(arn, permission));
    ApiState now = new ApiReader(aws).state(api);
    if (!ApiSwitch.isLive(spec, now)) {
      throw ChirpException.project(
              "API Gateway accepted the change, but clients of API '%s' still see another deployment."
                  .formatted(spec.name()))
          .withSuggestion("find out who else deploys; " + AGAIN);
    }
    ApiSwitch.prune(now, writer, progress);
    return result(
        plan,
        Optional.of(now),
        plan.state().isEmpty() ? Outcome.CREATED : Outcome.UPDATED,
        proof,
        "",
        "");
  }

  /** Creates the API. If the response is lost, the API may exist, and its tags tell. */
  private Api created() {
    ApiReader reader = new ApiReader(aws);
    String id;
    try {
      id = ApiWriter.create(aws, spec).apiId();
    } catch (ChirpException e) {
      if (!AwsRefusal.isUnsure(e)) {
        throw e;
      }
      return reader.find(spec.owner(), spec.functionPrefix()).orElseThrow(() -> e);
    }
    return reader
        .api(id)
        .orElseThrow(
            () ->
                ChirpException.project(
                        "API '%s' was created and is gone again.".formatted(spec.name()))
                    .withSuggestion("find out who else deploys; " + AGAIN));
  }

  private static void allow(List<String> arns, InvokePermission permission) {
    both(
        arns,
        arn -> {
          permission.add(arn);
          return true;
        });
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

  /**
   * Writes the definition. What API Gateway reports afterward decides, because a response may be
   * lost, and someone else may make the same change.
   */
  private ApiState defined(Api api, StartGate gate) {
    ApiReader reader = new ApiReader(aws);
    Optional<ChirpException> failure = Optional.empty();
    for (int left = TRIES; ; left--) {
      ApiState state = reader.state(reader.api(api.apiId()).orElse(api));
      List<ApiChange> changes = new ApiDifference(spec, arns(), state).changes();
      if (changes.isEmpty()) {
        return state;
      }
      if (left == 0) {
        throw failure.orElseGet(
            () ->
                ChirpException.project(
                        "API Gateway accepted the changes, but API '%s' still differs: %s."
                            .formatted(spec.name(), changes.get(0).line()))
                    .withSuggestion("find out who else deploys; " + AGAIN));
      }
      failure = written(changes, new ApiWriter(aws, gate, state), gate);
    }
  }

  /** Writes the changes. Returns the failure of one that may have worked all the same. */
  private Optional<ChirpException> written(
      List<ApiChange> changes, ApiWriter writer, StartGate gate) {
    for (ApiChange change : changes) {
      if (!gate.isOpen()) {
        throw ChirpException.project(
                "Clients still see the old API, because of %s.".formatted(gate.reason()))
            .withSuggestion(AGAIN);
      }
      try {
        change.write().accept(writer);
        progress.step("API %s".formatted(change.line()), "Changing the API");
      } catch (ChirpException e) {
        if (AwsRefusal.isUnsure(e)
            || AwsRefusal.is(e, "ConflictException")
            || AwsRefusal.is(e, "NotFoundException")) {
          return Optional.of(e);
        }
        throw e;
      }
    }
    return Optional.empty();
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
