package dev.chirp.internal.api;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;

/**
 * A stage that shows a deployment for a moment, to prove or read it before clients see it.
 *
 * @param state of the API before
 */
record CandidateStage(ApiState state, ApiWriter writer, Progress progress) {
  static final String NAME = "chirp-candidate";

  private static final String DESCRIPTION = "shows a deployment for a moment; chirp deletes it";

  /** Creates the stage, or takes one that an earlier run left. */
  void show(String deployment) {
    if (state.stage(NAME).isPresent()) {
      writer.change(
          "PATCH",
          "/stages/" + NAME,
          () ->
              writer
                  .client()
                  .updateStage(r -> r.apiId(state.id()).stageName(NAME).deploymentId(deployment)));
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
                              .stageName(NAME)
                              .description(DESCRIPTION)
                              .deploymentId(deployment)));
    }
  }

  /** Deletes the stage. A failure is only a warning: the next deploy deletes it. */
  void delete() {
    try {
      writer.delete(
          "/stages/" + NAME,
          () -> writer.client().deleteStage(r -> r.apiId(state.id()).stageName(NAME)));
    } catch (ChirpException e) {
      progress.warn("Stage '%s' stays: %s".formatted(NAME, e.problem()), e);
    }
  }
}
