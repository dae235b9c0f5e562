package dev.chirp.internal.core;

/** What stands before a function's name on Lambda, {@code chirp.functionPrefix}. */
public final class FunctionPrefix {
  /** Where nothing else is said. */
  public static final String DEFAULT = "chirp_";

  private FunctionPrefix() {}

  /**
   * Refuses one that no name on Lambda can begin with; an asterisk would reach further in a policy.
   *
   * @return the same
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

  /** What a command needs for the same functions: {@code -Dchirp.…}, after a space. */
  public static String flag(String prefix) {
    return prefix.equals(DEFAULT) ? "" : " -Dchirp.functionPrefix=" + prefix;
  }
}
