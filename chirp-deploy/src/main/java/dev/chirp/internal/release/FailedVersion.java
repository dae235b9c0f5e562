package dev.chirp.internal.release;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import java.util.List;

/** A version that Lambda could not make: as long as it is there, Lambda publishes no other. */
record FailedVersion(LambdaVersions versions, String function, VersionState state) {
  private static final String AGAIN = "mvn chirp:deploy again: it makes another version";

  /**
   * Deletes it.
   *
   * @throws ChirpException when an alias has it, or when that may not be; says what helps
   */
  void delete() {
    try {
      List<String> having =
          versions.aliases(function).stream()
              .filter(alias -> alias.versions().contains(state.version()))
              .map(Alias::name)
              .toList();
      if (!having.isEmpty()) {
        throw failure(". It stays, for alias %s has it".formatted(String.join(", ", having)))
            .withSuggestion("mvn chirp:deploy again, once no alias has it");
      }
      versions.deleteVersion(function, state.version());
    } catch (ChirpException e) {
      if (AwsRefusal.of(e).isEmpty()) {
        throw e;
      }
      throw failure(". It could not be deleted: " + e.problem(), e)
          .withSuggestion(
              "aws lambda delete-function --function-name %s --qualifier %s, and mvn chirp:deploy again"
                  .formatted(function, state.version()));
    }
  }

  /** Says what became of it. */
  ChirpException failure(String more) {
    return ChirpException.project(problem(more)).withSuggestion(AGAIN);
  }

  private ChirpException failure(String more, ChirpException cause) {
    return ChirpException.project(problem(more), cause).withSuggestion(AGAIN);
  }

  private String problem(String more) {
    return "Lambda could not make it: " + state.evidence() + more;
  }
}
