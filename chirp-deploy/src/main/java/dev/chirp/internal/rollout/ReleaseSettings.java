package dev.chirp.internal.rollout;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.project.LambdaRuntime;
import java.util.Optional;

/** The parameters for versions, aliases and URLs. No value in it is null. */
public record ReleaseSettings(
    Optional<AliasName> alias,
    Optional<Boolean> snapStart,
    int keepVersions,
    Optional<FunctionUrl.Access> functionUrl) {

  /** The number of old versions to keep if none is configured. */
  public static final int KEEP_VERSIONS = 5;

  /** The settings of a deploy without alias and URL. */
  public static final ReleaseSettings NONE =
      new ReleaseSettings(Optional.empty(), Optional.empty(), KEEP_VERSIONS, Optional.empty());

  public ReleaseSettings {
    if (snapStart.orElse(false) && alias.isEmpty()) {
      throw ChirpException.project(
              "SnapStart (from chirp.snapStart) works only on published versions, which are not called without an alias.")
          .withSuggestion("-Dchirp.alias=live, or <alias>live</alias>");
    }
  }

  /** Parses the parameters. A blank value counts as missing. */
  public static ReleaseSettings of(
      Optional<String> alias,
      Optional<Boolean> snapStart,
      int keepVersions,
      Optional<String> functionUrl) {
    return new ReleaseSettings(
        alias.filter(name -> !name.isBlank()).map(AliasName::new),
        snapStart,
        keepVersions,
        functionUrl.filter(access -> !access.isBlank()).map(FunctionUrl.Access::parse));
  }

  /** Refuses a runtime without SnapStart. */
  Optional<Boolean> snapStart(LambdaRuntime runtime) {
    if (snapStart.orElse(false) && runtime.id().equals(LambdaRuntime.SELF_CONTAINED)) {
      throw ChirpException.project(
              "SnapStart (from chirp.snapStart) needs a managed runtime, but the runtime is '%s'."
                  .formatted(runtime.id()))
          .withSuggestion("-Dchirp.packaging=managed, or <snapStart>false</snapStart>");
    }
    if (snapStart.orElse(false) && !runtime.hasSnapStart()) {
      throw ChirpException.project(
              "Runtime '%s' has no SnapStart (from chirp.snapStart): Lambda offers it from Java 11 on."
                  .formatted(runtime.id()))
          .withSuggestion("-Dchirp.runtime=java21, or <snapStart>false</snapStart>");
    }
    return snapStart;
  }
}
