package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.project.LambdaRuntime;
import java.util.Optional;

/** What the parameters say of versions; null ends before. */
record ReleaseSettings(
    Optional<String> alias,
    Optional<Boolean> snapStart,
    int keepVersions,
    Optional<String> functionUrl) {

  ReleaseSettings {
    alias = alias.filter(name -> !name.isBlank());
    if (snapStart.orElse(false) && alias.isEmpty()) {
      throw ChirpException.project(
              "SnapStart (from chirp.snapStart) works on published versions only, and without an alias nobody calls them.")
          .withSuggestion("-Dchirp.alias=live, or <alias>live</alias>");
    }
  }

  /** Refuses a runtime that has no SnapStart. */
  Optional<Boolean> snapStart(LambdaRuntime runtime) {
    if (snapStart.orElse(false) && !runtime.hasSnapStart()) {
      throw ChirpException.project(
              "Runtime '%s' has no SnapStart (from chirp.snapStart): Lambda has it from Java 11 on."
                  .formatted(runtime.id()))
          .withSuggestion("-Dchirp.runtime=java21, or <snapStart>false</snapStart>");
    }
    return snapStart;
  }
}
