package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.Optional;
import software.amazon.awssdk.services.apigatewayv2.model.Api;

/**
 * The removal of a project's HTTP API with its routes and stages.
 *
 * @param functionPrefix which of the project's deploys it belongs to
 * @param isConfigured whether the POM has {@code <api>}; otherwise credentials without permission
 *     to look for an API are not a failure
 */
public record ApiRemoval(
    Aws aws, Ownership owner, String functionPrefix, boolean isConfigured, Progress progress) {

  /** The API to remove. */
  public record Found(String id, String name) {
    @Override
    public String toString() {
      return "API '%s' (%s)".formatted(name, id);
    }
  }

  /** Finds the API. Changes nothing. */
  public Optional<Found> find() {
    try {
      return new ApiReader(aws).find(owner, functionPrefix).map(ApiRemoval::found);
    } catch (ChirpException e) {
      if (AwsRefusal.isDenied(e) && !isConfigured) {
        progress.detail("An API was not looked for", e);
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Found found(Api api) {
    return new Found(api.apiId(), api.name());
  }

  /** Removes the API, unless it is gone already. Clients then get no answer at its URL. */
  public void apply(Found found, StartGate gate) {
    if (!gate.isOpen()) {
      throw ChirpException.project(
          "Did not try to remove %s, because of %s.".formatted(found, gate.reason()));
    }
    AwsRefusal.found(
        () ->
            aws.call(
                "apigateway:DELETE",
                "/apis/" + found.id(),
                () -> aws.apiGateway().deleteApi(r -> r.apiId(found.id()))));
    progress.say("Removed %s.".formatted(found));
  }
}
