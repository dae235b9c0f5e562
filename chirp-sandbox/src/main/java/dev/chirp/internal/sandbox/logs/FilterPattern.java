package dev.chirp.internal.sandbox.logs;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter pattern of plain terms and quoted phrases. A line matches if it contains all of them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
 *     pattern syntax</a>
 */
record FilterPattern(List<String> terms) {
  private static final Pattern TERM = Pattern.compile("\"([^\"]*)\"|(\\w+)|(\\s+)|(.)");

  FilterPattern {
    terms = List.copyOf(terms);
  }

  /**
   * Parses a pattern.
   *
   * @throws AwsError for JSON, columns, alternatives, exclusions and regular expressions
   */
  static FilterPattern of(String text) {
    List<String> terms = new ArrayList<>();
    Matcher found = TERM.matcher(text);
    while (found.find()) {
      if (found.start(4) >= 0) {
        throw AwsError.unsupported(
            "the filter pattern '" + text + "' (terms and \"phrases\" only)");
      }
      if (found.start(1) >= 0) {
        terms.add(found.group(1));
      } else if (found.start(2) >= 0) {
        terms.add(found.group(2));
      }
    }
    return new FilterPattern(terms);
  }

  boolean matches(String message) {
    return terms.stream().allMatch(message::contains);
  }
}
