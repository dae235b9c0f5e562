package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.apigatewayv2.model.Api;

/** Writes the definition of an API, which clients see only once it is deployed. */
record ApiDefinition(Aws aws, ApiSpec spec, FunctionArns arns, StartGate gate, Progress progress) {
  /** The most attempts, if responses are lost or someone else changes the API. */
  private static final int TRIES = 3;

  /** Creates the API. If the response is lost, the API may exist, and its tags tell. */
  Api create() {
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
                    .withSuggestion("find out who else deploys; " + HttpApis.AGAIN));
  }

  /** A stage that follows each change would show clients an API that is half changed. */
  void stopAutoDeploy(ApiState state) {
    if (state.stage(ApiSpec.STAGE).filter(is -> Boolean.TRUE.equals(is.autoDeploy())).isPresent()) {
      ApiWriter writer = new ApiWriter(aws, gate, state);
      writer.change(
          "PATCH",
          "/stages/" + ApiSpec.STAGE,
          () ->
              writer
                  .client()
                  .updateStage(
                      r -> r.apiId(state.id()).stageName(ApiSpec.STAGE).autoDeploy(false)));
    }
  }

  /**
   * Writes the definition. What API Gateway reports afterward decides, because a response may be
   * lost, and someone else may make the same change.
   */
  ApiState write(Api api) {
    ApiReader reader = new ApiReader(aws);
    Optional<ChirpException> failure = Optional.empty();
    for (int left = TRIES; ; left--) {
      ApiState state = reader.state(reader.api(api.apiId()).orElse(api));
      List<ApiChange> changes = new ApiDifference(spec, arns, state).changes();
      if (changes.isEmpty()) {
        return state;
      }
      if (left == 0) {
        throw failure.orElseGet(
            () ->
                ChirpException.project(
                        "API Gateway accepted the changes, but API '%s' still differs: %s."
                            .formatted(spec.name(), changes.get(0).line()))
                    .withSuggestion("find out who else deploys; " + HttpApis.AGAIN));
      }
      failure = written(changes, new ApiWriter(aws, gate, state));
    }
  }

  /** Writes the changes. Returns the failure of one that may have worked all the same. */
  private Optional<ChirpException> written(List<ApiChange> changes, ApiWriter writer) {
    for (ApiChange change : changes) {
      if (!gate.isOpen()) {
        throw ChirpException.project(
                "Clients still see the old API, because of %s.".formatted(gate.reason()))
            .withSuggestion(HttpApis.AGAIN);
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
}
