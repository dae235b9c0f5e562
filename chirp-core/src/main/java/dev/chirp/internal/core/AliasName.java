package dev.chirp.internal.core;

import java.util.regex.Pattern;

/**
 * An alias name that Lambda accepts.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html">CreateAlias</a>
 */
public record AliasName(String name) {
  private static final Pattern PATTERN = Pattern.compile("(?![0-9]+$)[a-zA-Z0-9-_]{1,128}");

  public AliasName {
    if (!PATTERN.matcher(name).matches()) {
      throw ChirpException.project(
              "<alias> is '%s' (or -Dchirp.alias), but Lambda accepts at most 128 letters, digits, - and _, and not only digits."
                  .formatted(name))
          .withSuggestion("-Dchirp.alias=live");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
