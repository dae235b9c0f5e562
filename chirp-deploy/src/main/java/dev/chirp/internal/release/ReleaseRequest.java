package dev.chirp.internal.release;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import java.util.List;

/**
 * The input of a release.
 *
 * @param codeSha256 the hash that the functions' code must have on Lambda
 * @param keepVersions the number of newest versions to keep of each function, in addition to those
 *     that aliases point to
 */
public record ReleaseRequest(
    List<ReleaseFunction> functions, AliasName alias, String codeSha256, int keepVersions) {

  public ReleaseRequest {
    functions = List.copyOf(functions);
    if (keepVersions < 1) {
      throw ChirpException.project(
              "<keepVersions> is '%d' (or -Dchirp.keepVersions), but it must be 1 or more."
                  .formatted(keepVersions))
          .withSuggestion("-Dchirp.keepVersions=5");
    }
  }
}
