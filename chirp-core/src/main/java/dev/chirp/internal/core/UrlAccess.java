package dev.chirp.internal.core;

import java.util.Arrays;
import java.util.Locale;

/** Who may call a function by a URL of its own: what {@code chirp.functionUrl} can be. */
public enum UrlAccess {
  /** Chirp touches no URL. */
  NONE,
  /** Whoever signs, and may invoke the function by an IAM policy. */
  IAM,
  /** Everybody. */
  PUBLIC;

  public static UrlAccess parse(String text) {
    return Arrays.stream(values())
        .filter(access -> access.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ChirpException.project(
                        "<functionUrl> is '%s' (or -Dchirp.functionUrl), but it is none, iam or public."
                            .formatted(text))
                    .withSuggestion("-Dchirp.functionUrl=iam"));
  }

  /** The inverse of {@link #parse}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
