package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code KEY=value} lines. No message contains a value, because it may be a secret.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda
 *     environment variables</a>
 */
final class EnvironmentVariables {
  /** Lambda's rule: a letter, then at least one letter, digit or underscore. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

  private static final Pattern SHOWN = Pattern.compile("[a-zA-Z0-9_.-]{1,24}");

  private EnvironmentVariables() {}

  /**
   * Reads a file of {@code KEY=value} lines. Allows blank lines, lines that start with {@code #},
   * and {@code export} before a name. Removes quotes around a value.
   */
  static Map<String, String> read(Path file, String from) {
    try {
      return parse("Environment file '" + file + "'", Files.readAllLines(file));
    } catch (CharacterCodingException e) {
      throw ChirpException.project(
          "Environment file '%s' (from %s) is not UTF-8 text.".formatted(file, from), e);
    } catch (IOException e) {
      throw ChirpException.project(
          "Environment file '%s' (from %s) cannot be read.".formatted(file, from), e);
    }
  }

  static Map<String, String> parse(String where, List<String> lines) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line =
          lines.get(i).replace("\uFEFF", "").strip(); // some editors write a byte order mark
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String assignment = line.startsWith("export ") ? line.substring("export ".length()) : line;
      int equals = assignment.indexOf('=');
      String name = equals < 0 ? assignment : assignment.substring(0, equals).strip();
      if (equals < 0) {
        throw ChirpException.project(
            where + ", line " + (i + 1) + ": no '=' found, but each line must be KEY=value.");
      }
      variables.put(
          checkedName(where + ", line " + (i + 1), name),
          unquoted(assignment.substring(equals + 1).strip()));
    }
    return variables;
  }

  /** Refuses a name that Lambda would refuse. Shows it only if it cannot be a misplaced secret. */
  static String checkedName(String where, String name) {
    if (!NAME.matcher(name).matches()) {
      throw ChirpException.project(
          where
              + ": "
              + (SHOWN.matcher(name).matches() ? "'" + name + "'" : "the text before '='")
              + " is not a valid variable name: Lambda accepts a letter, then at least one letter, digit or _.");
    }
    return name;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
