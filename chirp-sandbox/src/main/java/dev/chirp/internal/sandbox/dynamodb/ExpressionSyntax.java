package dev.chirp.internal.sandbox.dynamodb;

import java.util.List;
import java.util.Set;

/**
 * The whole grammar of DynamoDB's conditions. It separates expressions that are errors on AWS too
 * from those that the sandbox does not support.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Syntax
 *     for conditions</a>
 */
final class ExpressionSyntax {
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final String END = "<EOF>";

  /** The nesting limit, which prevents a stack overflow. */
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
      } while (accept("AND"));
    } while (accept("OR"));
    depth--;
  }

  private void condition() {
    while (accept("NOT")) {
      // any number of them
    }
    if (accept("(")) {
      disjunction();
      expect(")");
      return;
    }
    boolean function = operand();
    if (COMPARATORS.contains(peek())) {
      next++;
      operand();
    } else if (accept("BETWEEN")) {
      operand();
      expect("AND");
      operand();
    } else if (accept("IN")) {
      expect("(");
      operands();
    } else if (!function) {
      throw error();
    }
  }

  private void operands() {
    do {
      operand();
    } while (accept(","));
    expect(")");
  }

  /** Reads an operand. True if it was a function call. */
  private boolean operand() {
    String first = peek();
    if (!first.matches("[#:]?[A-Za-z0-9_]+")) {
      throw error();
    }
    next++;
    if (first.matches("[A-Za-z_]+") && accept("(")) {
      operands();
      return true;
    }
    while (peek().matches("[.\\[]")) {
      boolean index = accept("[");
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

  private boolean accept(String token) {
    boolean found = peek().equalsIgnoreCase(token);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String token) {
    if (!accept(token)) {
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
