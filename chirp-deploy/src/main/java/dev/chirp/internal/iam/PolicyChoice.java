package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.Arrays;
import java.util.Locale;

/** The values of {@code -Dchirp.policy}. */
public enum PolicyChoice {
  /** Policies for what the functions use. */
  DEFAULT,
  /** The tutorial's policy, which allows everything. */
  TUTORIAL,
  /** No change: prints the policies. */
  PRINT;

  /**
   * Parses the parameter.
   *
   * @throws ChirpException if there is no such choice
   */
  public static PolicyChoice of(String text) {
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
