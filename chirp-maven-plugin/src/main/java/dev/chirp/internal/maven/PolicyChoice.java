package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import java.util.Arrays;
import java.util.Locale;

/** The values of {@code -Dchirp.policy}. */
enum PolicyChoice {
  DEFAULT,
  TUTORIAL,
  PRINT;

  static PolicyChoice of(String text) {
    return Arrays.stream(values())
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ChirpException.project(
                        "chirp.policy is '%s', but it must be default, tutorial or print."
                            .formatted(text))
                    .withSuggestion("mvn -q chirp:setup-iam -Dchirp.policy=print"));
  }
}
