package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.Throttling;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewayv2.model.Deployment;
import software.amazon.awssdk.services.apigatewayv2.model.DeploymentStatus;
import software.amazon.awssdk.services.apigatewayv2.model.RouteSettings;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;

/**
 * Makes the definition live: a deployment is prepared on a stage of its own, proved there, and then
 * the real stage is switched to it with one call. Clients see the old API or the new one, whole.
 */
final class ApiSwitch {
  /** The number of deployments to keep, for the way back. */
  private static final int KEPT = 5;

  private static final Duration DEPLOY_LIMIT = Duration.ofSeconds(60);

  private final Aws aws;
  private final ApiSpec spec;
  private final ApiState state;
  private final ApiWriter writer;
  private final StartGate gate;
  private final Optional<String> release;
  private final Progress progress;

  /**
   * Prepares the switch.
   *
   * @param state with the right definition
   * @param release the id of the release that it belongs to; empty without aliases
   */
  ApiSwitch(
      Aws aws,
      ApiSpec spec,
      ApiState state,
      ApiWriter writer,
      StartGate gate,
      Optional<String> release,
      Progress progress) {
    this.aws = aws;
    this.spec = spec;
    this.state = state;
    this.writer = writer;
    this.gate = gate;
    this.release = release;
    this.progress = progress;
  }

  /** Returns whether the stage shows the definition, with the right settings. */
  static boolean isLive(ApiSpec spec, ApiState state) {
    return state
            .live()
            .filter(each -> spec.deploymentDescription().equals(each.description()))
            .isPresent()
        && state.stage(ApiSpec.STAGE).filter(stage -> hasSettings(spec, stage)).isPresent();
  }

  private static boolean hasSettings(ApiSpec spec, Stage stage) {
    return !Boolean.TRUE.equals(stage.autoDeploy()) && throttling(stage).equals(spec.throttling());
  }

  /** The throttling of a stage, empty without. */
  static Optional<Throttling> throttling(Stage stage) {
    return Optional.ofNullable(stage.defaultRouteSettings())
        .filter(
            settings ->
                Objects.nonNull(settings.throttlingRateLimit())
                    && Objects.nonNull(settings.throttlingBurstLimit()))
        .map(
            settings ->
                new Throttling(settings.throttlingRateLimit(), settings.throttlingBurstLimit()));
  }

  /**
   * Makes a deployment live, after it was proved.
   *
   * @return how it was proved
   */
  String run(String deployment) {
    CandidateStage candidate = new CandidateStage(state, writer, progress);
    try {
      candidate.show(deployment);
      String proof = proof();
      requireOpen();
      deleteOrphanedSettings();
      show(deployment);
      return proof;
    } finally {
      candidate.delete();
    }
  }

  private void requireOpen() {
    if (!gate.isOpen()) {
      throw ChirpException.project(
              "The API still shows its old routes, because of %s.".formatted(gate.reason()))
          .withSuggestion(HttpApis.AGAIN);
    }
  }

  /** Makes a deployment of the definition, and returns its id. */
  String deploy() {
    requireOpen();
    String id =
        writer
            .change(
                "POST",
                "/deployments",
                () ->
                    writer
                        .client()
                        .createDeployment(
                            r -> r.apiId(state.id()).description(spec.deploymentDescription())))
            .deploymentId();
    Deployment end =
        new BoundedWait(gate.over(aws.time()), gate.atMost(DEPLOY_LIMIT), BoundedWait.STEPS)
            .forAnswer(() -> ended(id))
            .orElseThrow(
                () ->
                    ChirpException.project(
                            "API Gateway did not finish deployment '%s' within %d s."
                                .formatted(id, DEPLOY_LIMIT.toSeconds()))
                        .withSuggestion(HttpApis.AGAIN));
    if (end.deploymentStatus() != DeploymentStatus.DEPLOYED) {
      throw ChirpException.project(
              "API Gateway could not deploy the API: " + end.deploymentStatusMessage())
          .withSuggestion(HttpApis.AGAIN);
    }
    return id;
  }

  private Optional<Deployment> ended(String id) {
    var is =
        aws.call(
            "apigateway:GET",
            "/apis/%s/deployments/%s".formatted(state.id(), id),
            () -> writer.client().getDeployment(r -> r.apiId(state.id()).deploymentId(id)));
    return is.deploymentStatus() == DeploymentStatus.PENDING && gate.isOpen()
        ? Optional.empty()
        : Optional.of(
            Deployment.builder()
                .deploymentId(id)
                .deploymentStatus(is.deploymentStatus())
                .deploymentStatusMessage(is.deploymentStatusMessage())
                .build());
  }

  /** Switches the stage that clients see. If the response is lost, the stage itself decides. */
  private void show(String deployment) {
    try {
      write(deployment);
    } catch (ChirpException e) {
      boolean isThere =
          (AwsRefusal.isUnsure(e) || AwsRefusal.is(e, "ConflictException"))
              && new ApiReader(aws)
                  .state(state.api())
                  .stage(ApiSpec.STAGE)
                  .filter(stage -> deployment.equals(stage.deploymentId()))
                  .isPresent();
      if (!isThere) {
        throw e;
      }
    }
  }

  private void write(String deployment) {
    RouteSettings settings = settings();
    String note = new StageNote(before(deployment), release).toString();
    if (state.stage(ApiSpec.STAGE).isPresent()) {
      writer.change(
          "PATCH",
          "/stages/" + ApiSpec.STAGE,
          () ->
              writer
                  .client()
                  .updateStage(
                      r ->
                          r.apiId(state.id())
                              .stageName(ApiSpec.STAGE)
                              .description(note)
                              .autoDeploy(false)
                              .deploymentId(deployment)
                              .defaultRouteSettings(settings)));
    } else {
      writer.change(
          "POST",
          "/stages",
          () ->
              writer
                  .client()
                  .createStage(
                      r ->
                          r.apiId(state.id())
                              .stageName(ApiSpec.STAGE)
                              .description(note)
                              .deploymentId(deployment)
                              .defaultRouteSettings(settings)
                              .tags(spec.tags())));
    }
  }

  private Optional<String> before(String deployment) {
    return state.live().map(Deployment::deploymentId).filter(id -> !id.equals(deployment));
  }

  private RouteSettings settings() {
    RouteSettings.Builder settings = RouteSettings.builder();
    spec.throttling()
        .ifPresent(
            limits ->
                settings
                    .throttlingRateLimit(limits.rateLimit())
                    .throttlingBurstLimit(limits.burstLimit()));
    return settings.build();
  }

  private String proof() {
    if (spec.proof().isEmpty()) {
      return "not proved: no safe function has a public GET route without variables";
    }
    String path = spec.proof().get();
    URI target = URI.create("%s/%s%s".formatted(state.url(), CandidateStage.NAME, path));
    Optional<String> failure = new ApiProof(aws, gate.over(aws.time())).failure(target);
    if (failure.isPresent()) {
      throw ChirpException.project(
              "The new API does not answer GET %s: %s. Clients still see the old one."
                  .formatted(path, failure.get()))
          .withSuggestion("mvn chirp:logs, and " + HttpApis.AGAIN);
    }
    return "proved by GET " + path;
  }

  /** Settings of routes that do not exist any more would block every change of the stage. */
  private void deleteOrphanedSettings() {
    Set<String> keys =
        spec.routes().stream().map(ApiSpec.ApiRoute::key).collect(Collectors.toSet());
    state
        .stage(ApiSpec.STAGE)
        .map(Stage::routeSettings)
        .ifPresent(
            settings ->
                settings.keySet().stream()
                    .filter(key -> !keys.contains(key) && state.route(key).isEmpty())
                    .forEach(this::deleteSettings));
  }

  private void deleteSettings(String key) {
    writer.delete(
        "/stages/%s/routesettings/%s".formatted(ApiSpec.STAGE, key),
        () ->
            writer
                .client()
                .deleteRouteSettings(
                    r -> r.apiId(state.id()).stageName(ApiSpec.STAGE).routeKey(key)));
  }

  /** Deletes Chirp's old deployments, except those that a stage shows or can go back to. */
  static void prune(ApiState state, ApiWriter writer) {
    Set<String> used =
        state.stages().stream()
            .flatMap(
                stage ->
                    Stream.concat(
                        Optional.ofNullable(stage.deploymentId()).stream(),
                        StageNote.of(stage).flatMap(StageNote::before).stream()))
            .collect(Collectors.toSet());
    List<Deployment> old =
        state.newest().stream()
            .filter(ApiSpec::isOwn)
            .skip(KEPT)
            .filter(each -> !used.contains(each.deploymentId()))
            .toList();
    for (Deployment each : old) {
      writer.delete(
          "/deployments/" + each.deploymentId(),
          () ->
              writer
                  .client()
                  .deleteDeployment(r -> r.apiId(state.id()).deploymentId(each.deploymentId())));
    }
  }
}
