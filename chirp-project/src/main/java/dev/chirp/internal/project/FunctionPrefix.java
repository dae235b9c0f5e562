package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;

/** The prefix of function names on Lambda, {@code chirp.functionPrefix}. */
public final class FunctionPrefix {
  /** The prefix if none is configured. */
  public static final String DEFAULT = "chirp_";

  private FunctionPrefix() {}

  /**
   * Refuses a prefix that Lambda's function names cannot have. An asterisk would widen a policy.
   *
   * @return the prefix
   */
  public static String checked(String prefix) {
    if (!prefix.matches("[\\w-]{0,63}")) {
      throw ChirpException.project(
              "chirp.functionPrefix is '%s', but Lambda's function names have letters, digits, - and _ only, at most 64."
                  .formatted(prefix))
          .withSuggestion("-Dchirp.functionPrefix=" + DEFAULT);
    }
    return prefix;
  }

  /**
   * The option that makes a command use the same prefix: a space and {@code
   * -Dchirp.functionPrefix=…}, or nothing for the default.
   */
  public static String flag(String prefix) {
    return prefix.equals(DEFAULT) ? "" : " -Dchirp.functionPrefix=" + prefix;
  }
}
