package dev.chirp.internal.gateway.route;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a route's path between two slashes.
 *
 * @param kind also the order in which routes are compared
 * @param name of the variable, or the text
 */
public record RouteSegment(Kind kind, String name) {
  /** The more specific first. */
  public enum Kind {
    /** Text that the request must have. */
    LITERAL,
    /** One segment, not empty. */
    VARIABLE,
    /** One or more segments. */
    GREEDY
  }

  private static final Pattern SHAPE =
      Pattern.compile("([a-zA-Z0-9._:-]+)|\\{([a-zA-Z0-9._:-]+)(\\+?)\\}");

  static Optional<RouteSegment> of(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    if (shape.group(1) != null) {
      return Optional.of(new RouteSegment(Kind.LITERAL, text));
    }
    boolean greedy = text.endsWith("+}");
    return Optional.of(
        new RouteSegment(
            greedy ? Kind.GREEDY : Kind.VARIABLE,
            text.substring(1, text.length() - (greedy ? 2 : 1))));
  }

  boolean isVariable() {
    return kind != Kind.LITERAL;
  }

  boolean isGreedy() {
    return kind == Kind.GREEDY;
  }

  /** As a route key spells it. */
  @Override
  public String toString() {
    return switch (kind) {
      case LITERAL -> name;
      case VARIABLE -> "{" + name + "}";
      case GREEDY -> "{" + name + "+}";
    };
  }
}
