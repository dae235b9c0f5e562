package dev.chirp.runtime.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The convention between a class and its function: {@code ServerStatus} is {@code server_status}.
 *
 * <p>An acronym is one word and digits stay where they are: {@code HTTPStatus} is {@code
 * http_status}, {@code FetchChirps2} is {@code fetch_chirps2}.
 */
public final class FunctionName {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9-_]{1,64}");

  /** Before a capital that follows a lower-case letter or digit, or that begins a new word. */
  private static final Pattern WORD_START =
      Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  private FunctionName() {}

  /** The function's name by convention, {@code server_status} for {@code ServerStatus}. */
  public static String fromClassName(String simpleName) {
    return WORD_START.matcher(simpleName).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  /**
   * The class's simple name by convention, {@code ServerStatus} for {@code server_status}; of
   * several classes that would lead to the name, the one that has no acronyms.
   */
  public static String toClassName(String functionName) {
    return Arrays.stream(functionName.split("[_-]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** Whether Lambda takes it as a name: 1 to 64 letters, digits, hyphens and underscores. */
  public static boolean isValid(String functionName) {
    return VALID.matcher(functionName).matches();
  }
}
