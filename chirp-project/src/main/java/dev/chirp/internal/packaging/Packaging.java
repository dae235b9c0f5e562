package dev.chirp.internal.packaging;

import dev.chirp.internal.core.ChirpException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The source of the JVM that functions run on. */
public enum Packaging {
  /** Lambda provides the JVM. */
  MANAGED,
  /** The zip contains the JVM. */
  SELF_CONTAINED;

  /** Parses the value of {@code <packaging>}, such as {@code self-contained}. */
  public static Packaging parse(String text) {
    return Arrays.stream(values())
        .filter(packaging -> packaging.inWords().equals(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                ChirpException.project(
                        "<packaging> is '%s' (or -Dchirp.packaging), but Chirp supports %s."
                            .formatted(
                                text,
                                Arrays.stream(values())
                                    .map(Packaging::inWords)
                                    .collect(Collectors.joining(" and "))))
                    .withSuggestion("-Dchirp.packaging=self-contained"));
  }

  private String inWords() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
