package dev.chirp.internal.api;

import dev.chirp.internal.gateway.Throttling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/** The plan of an API: each difference between what the project wants and what AWS has. */
public final class ApiPlan {
  private final ApiSpec spec;
  private final Optional<ApiState> state;
  private final List<ApiChange> changes;
  private final List<String> missingPermissions;
  private final List<Route> others;

  /**
   * Creates the plan.
   *
   * @param state empty if there is no such API
   * @param missingPermissions the ARNs of functions that the API may not invoke yet
   */
  ApiPlan(
      ApiSpec spec, FunctionArns arns, Optional<ApiState> state, List<String> missingPermissions) {
    this.spec = spec;
    this.state = state;
    this.missingPermissions = List.copyOf(missingPermissions);
    Optional<ApiDifference> difference = state.map(is -> new ApiDifference(spec, arns, is));
    this.changes = difference.map(ApiDifference::changes).orElseGet(() -> added(spec, arns));
    this.others = difference.map(ApiDifference::othersRoutes).orElse(List.of());
  }

  /** Shows all routes as new. What is written is planned again once the API exists. */
  private static List<ApiChange> added(ApiSpec spec, FunctionArns arns) {
    return spec.routes().stream()
        .map(
            route ->
                new ApiChange(
                    "+ %s -> %s%s"
                        .formatted(
                            route.key(),
                            FunctionArns.shown(arns.of(route.function())),
                            ApiDifference.protection(route)),
                    writer -> {}))
        .toList();
  }

  Optional<ApiState> state() {
    return state;
  }

  List<String> missingPermissions() {
    return missingPermissions;
  }

  /** Returns whether nothing would be written. */
  public boolean isUnchanged() {
    return state.filter(is -> ApiSwitch.isLive(spec, is)).isPresent()
        && state.filter(is -> is.stage(CandidateStage.NAME).isPresent()).isEmpty()
        && changes.isEmpty()
        && missingPermissions.isEmpty();
  }

  /** Returns one line for the API, and one for each change. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("API '%s'  %s".formatted(spec.name(), action()));
    changes.forEach(change -> lines.add("  " + change.line()));
    state.flatMap(this::throttlingLine).ifPresent(lines::add);
    missingPermissions.forEach(
        arn -> lines.add("  + permission to invoke " + FunctionArns.shown(arn)));
    others.forEach(
        route -> lines.add("  = %s stays, made by someone else".formatted(shown(route))));
    return lines;
  }

  /** Returns the same lines, and all routes. */
  public List<String> comparison() {
    List<String> lines = new ArrayList<>(lines());
    state.stream()
        .flatMap(is -> is.routes().stream())
        .sorted(Comparator.comparing(Route::routeKey))
        .forEach(route -> lines.add("  " + shown(route)));
    return lines;
  }

  private String action() {
    if (state.isEmpty()) {
      return "create, with %d route%s"
          .formatted(spec.routes().size(), spec.routes().size() == 1 ? "" : "s");
    }
    String id = "(%s), %s".formatted(state.get().id(), state.get().url());
    if (isUnchanged()) {
      return "unchanged " + id;
    }
    return changes.isEmpty() && !ApiSwitch.isLive(spec, state.get())
        ? "deploy " + id
        : "update " + id;
  }

  private Optional<String> throttlingLine(ApiState is) {
    Optional<Throttling> now = is.stage(ApiSpec.STAGE).flatMap(ApiSwitch::throttling);
    return now.equals(spec.throttling())
        ? Optional.empty()
        : Optional.of("  ~ throttling: %s -> %s".formatted(shown(now), shown(spec.throttling())));
  }

  private static String shown(Optional<Throttling> throttling) {
    return throttling.map(Throttling::toString).orElse("the account's limits");
  }

  private String shown(Route route) {
    return Stream.of(
            Optional.of(route.routeKey()),
            state
                .flatMap(is -> is.integration(route))
                .map(Integration::integrationUri)
                .map(uri -> "-> " + FunctionArns.shown(uri)))
        .flatMap(Optional::stream)
        .reduce((key, target) -> key + " " + target)
        .orElseThrow();
  }

  /** Returns the changes in a few words, such as {@code created, 2 routes}. */
  String summary() {
    if (state.isEmpty()) {
      return "%d route%s".formatted(spec.routes().size(), spec.routes().size() == 1 ? "" : "s");
    }
    int count = changes.size();
    return count == 0 ? "deployed" : "%d change%s".formatted(count, count == 1 ? "" : "s");
  }
}
