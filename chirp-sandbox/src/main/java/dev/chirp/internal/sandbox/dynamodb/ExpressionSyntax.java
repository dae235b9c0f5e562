package dev.chirp.internal.sandbox.dynamodb;

import java.util.List;
import java.util.Set;

/**
 * The grammar of DynamoDB's conditions, all of it: what breaks it is an error on AWS too, and what
 * the sandbox merely does not do is told apart by that.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Syntax
 *     for conditions</a>
 */
final class ExpressionSyntax {
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final String END = "<EOF>";

  /** Deeper nesting is refused, and does not end the stack. */
  private static final int MAX_DEPTH = 300;

  private final String parameter;
  private final List<String> tokens;
  private int next;
  private int depth;

  private ExpressionSyntax(String parameter, List<String> tokens) {
    this.parameter = parameter;
    this.tokens = tokens;
  }

  /**
   * Checks an expression.
   *
   * @throws dev.chirp.internal.sandbox.http.AwsError as DynamoDB words it
   */
  static void check(String parameter, List<String> tokens) {
    if (tokens.isEmpty()) {
      throw KeyValue.invalid("Invalid %s: The expression can not be empty;".formatted(parameter));
    }
    ExpressionSyntax syntax = new ExpressionSyntax(parameter, tokens);
    syntax.disjunction();
    if (syntax.next < tokens.size()) {
      throw syntax.error();
    }
  }

  private void disjunction() {
    if (++depth > MAX_DEPTH) {
      throw KeyValue.invalid(
          "Invalid %s: The expression has too many nested levels".formatted(parameter));
    }
    do {
      do {
        condition();
      } while (taken("AND"));
    } while (taken("OR"));
    depth--;
  }

  private void condition() {
    while (taken("NOT")) {
      // any number of them
    }
    if (taken("(")) {
      disjunction();
      expect(")");
      return;
    }
    boolean function = operand();
    if (COMPARATORS.contains(peek())) {
      next++;
      operand();
    } else if (taken("BETWEEN")) {
      operand();
      expect("AND");
      operand();
    } else if (taken("IN")) {
      expect("(");
      operands();
    } else if (!function) {
      throw error();
    }
  }

  private void operands() {
    do {
      operand();
    } while (taken(","));
    expect(")");
  }

  /** Whether it was a call of a function. */
  private boolean operand() {
    String first = peek();
    if (!first.matches("[#:]?[A-Za-z0-9_]+")) {
      throw error();
    }
    next++;
    if (first.matches("[A-Za-z_]+") && taken("(")) {
      operands();
      return true;
    }
    while (peek().matches("[.\\[]")) {
      boolean index = taken("[");
      if (!index) {
        expect(".");
      }
      if (!peek().matches(index ? "[0-9]+" : "#?[A-Za-z0-9_]+")) {
        throw error();
      }
      next++;
      if (index) {
        expect("]");
      }
    }
    return false;
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : END;
  }

  private boolean taken(String token) {
    boolean found = peek().equalsIgnoreCase(token);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String token) {
    if (!taken(token)) {
      throw error();
    }
  }

  private RuntimeException error() {
    String near =
        String.join(" ", tokens.subList(Math.max(0, next - 1), Math.min(tokens.size(), next + 2)));
    return KeyValue.invalid(
        "Invalid %s: Syntax error; token: %s, near: \"%s\""
            .formatted(parameter, peek().equals(END) ? END : "\"" + peek() + "\"", near));
  }
}
