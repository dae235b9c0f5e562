package dev.chirp.internal.core;

/** A value that was typed on the command line. */
public final class TypedText {
  /** The character that replaces unreadable bytes. */
  private static final char REPLACEMENT = '\uFFFD';

  private TypedText() {}

  /**
   * Returns a value that the JVM could read completely. In the locale {@code C}, the launcher
   * replaces each byte outside of ASCII before any Java code runs.
   *
   * @param property that has the value
   * @throws ChirpException if it has unreadable characters
   */
  public static String requireReadable(String property, String value) {
    if (value.indexOf(REPLACEMENT) < 0) {
      return value;
    }
    throw ChirpException.project(
            "-D%s has letters that Java cannot read in the locale of this shell (%s)."
                .formatted(property, System.getProperty("sun.jnu.encoding")))
        .withSuggestion(
            property.equals("payload")
                ? "export LC_ALL=C.UTF-8, and the same command; or -Devent=event.json, a file in UTF-8"
                : "export LC_ALL=C.UTF-8, and the same command");
  }
}
