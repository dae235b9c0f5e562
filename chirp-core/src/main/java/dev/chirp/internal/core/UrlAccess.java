package dev.chirp.internal.core;

import java.util.Arrays;
import java.util.Locale;

/** The values of {@code chirp.functionUrl}: who may call a function by its own URL. */
public enum UrlAccess {
  /** Chirp leaves function URLs alone. */
  NONE,
  /** Callers that sign the request and have the permission to invoke the function. */
  IAM,
  /** Everyone. */
  PUBLIC;

  public static UrlAccess parse(String text) {
    return Arrays.stream(values())
        .filter(access -> access.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ChirpException.project(
                        "<functionUrl> is '%s' (or -Dchirp.functionUrl), but it can be iam, public or none."
                            .formatted(text))
                    .withSuggestion("-Dchirp.functionUrl=iam"));
  }

  /** The inverse of {@link #parse}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
