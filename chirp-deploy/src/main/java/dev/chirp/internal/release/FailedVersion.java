package dev.chirp.internal.release;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import java.util.List;

/** A version that Lambda failed to create. While it exists, Lambda publishes no other. */
record FailedVersion(LambdaVersions versions, String function, VersionState state) {
  private static final String AGAIN = "mvn chirp:deploy again: it publishes another version";

  /**
   * Deletes the version.
   *
   * @throws ChirpException if an alias points to it, or the deletion is denied, with a suggestion
   */
  void delete() {
    try {
      List<String> having =
          versions.aliases(function).stream()
              .filter(alias -> alias.versions().contains(state.version()))
              .map(Alias::name)
              .toList();
      if (!having.isEmpty()) {
        throw failure(
                ". It stays, because alias %s points to it".formatted(String.join(", ", having)))
            .withSuggestion("mvn chirp:deploy again, once no alias points to it");
      }
      versions.deleteVersion(function, state.version());
    } catch (ChirpException e) {
      if (AwsRefusal.of(e).isEmpty()) {
        throw e;
      }
      throw failure(". It could not be deleted: " + e.problem(), e)
          .withSuggestion(
              "aws lambda delete-function --function-name %s --qualifier %s, then mvn chirp:deploy again"
                  .formatted(function, state.version()));
    }
  }

  /** Returns the failure, with what happened to the version. */
  ChirpException failure(String more) {
    return ChirpException.project(problem(more)).withSuggestion(AGAIN);
  }

  private ChirpException failure(String more, ChirpException cause) {
    return ChirpException.project(problem(more), cause).withSuggestion(AGAIN);
  }

  private String problem(String more) {
    return "Lambda could not create it: " + state.evidence() + more;
  }
}
