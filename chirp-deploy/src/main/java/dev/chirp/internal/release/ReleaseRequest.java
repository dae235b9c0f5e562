package dev.chirp.internal.release;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import java.util.List;

/**
 * What is to be released.
 *
 * @param codeSha256 what the functions' code has to be, as Lambda tells it
 * @param keepVersions how many versions of each function stay; those that an alias means besides
 */
public record ReleaseRequest(
    List<ReleaseFunction> functions, AliasName alias, String codeSha256, int keepVersions) {

  public ReleaseRequest {
    functions = List.copyOf(functions);
    if (keepVersions < 1) {
      throw ChirpException.project(
              "<keepVersions> is '%d' (or -Dchirp.keepVersions), but at least one version has to stay."
                  .formatted(keepVersions))
          .withSuggestion("-Dchirp.keepVersions=5");
    }
  }
}
