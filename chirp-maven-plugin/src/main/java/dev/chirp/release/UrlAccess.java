package dev.chirp.release;

import dev.chirp.core.ChirpException;
import java.util.Arrays;
import java.util.Locale;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

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

  FunctionUrlAuthType authType() {
    return this == PUBLIC ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM;
  }

  static UrlAccess of(FunctionUrlAuthType authType) {
    return authType == FunctionUrlAuthType.NONE ? PUBLIC : IAM;
  }

  /** The inverse of {@link #parse}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
