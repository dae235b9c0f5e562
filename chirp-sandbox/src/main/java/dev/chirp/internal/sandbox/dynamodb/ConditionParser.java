package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses an expression: conditions joined by {@code AND}, each on an attribute and on values of the
 * request. It refuses the rest of DynamoDB's grammar as unsupported.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Condition
 *     and filter expressions</a>
 */
final class ConditionParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(<=|>=|<>|[=<>(),]|[#:]?[A-Za-z0-9_]+|\\S)");
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

  /** DynamoDB's limit for an expression, in bytes. */
  private static final int MAX_LENGTH = 4096;

  private final String parameter;
  private final JsonNode request;
  private final List<String> tokens = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private int next;

  private ConditionParser(String parameter, JsonNode request) {
    this.parameter = parameter;
    this.request = request;
    Matcher matcher = TOKEN.matcher(request.path(parameter).asText());
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  /** The conditions in a parameter of the request; empty without that parameter. */
  static List<Condition> of(String parameter, JsonNode request) {
    ConditionParser parser = new ConditionParser(parameter, request);
    List<Condition> conditions = new ArrayList<>();
    if (request.hasNonNull(parameter)) {
      parser.checkLength();
      ExpressionSyntax.check(parameter, parser.tokens);
      conditions.add(parser.condition());
      while (parser.next < parser.tokens.size()) {
        parser.expect("AND");
        conditions.add(parser.condition());
      }
    }
    parser.refuseWithoutExpression();
    parser.refuseUnused("ExpressionAttributeNames");
    parser.refuseUnused("ExpressionAttributeValues");
    return conditions;
  }

  private Condition condition() {
    String first = take();
    if (first.matches("attribute_exists|attribute_not_exists")) {
      expect("(");
      String attribute = attribute(take());
      expect(")");
      return new Condition(first, attribute, List.of());
    }
    if (first.equals("begins_with")) {
      expect("(");
      String attribute = attribute(take());
      expect(",");
      JsonNode prefix = value(take());
      expect(")");
      refuseNumber(prefix);
      return new Condition(first, attribute, List.of(prefix));
    }
    if (first.equalsIgnoreCase("NOT") || (next < tokens.size() && tokens.get(next).equals("("))) {
      throw unsupported(); // a function or IN
    }
    String attribute = attribute(first);
    String operator = take().toUpperCase(Locale.ROOT);
    if (operator.equals("BETWEEN")) {
      JsonNode low = value(take());
      expect("AND");
      JsonNode high = value(take());
      checkBounds(low, high);
      return new Condition(operator, attribute, List.of(low, high));
    }
    if (!COMPARATORS.contains(operator)) {
      throw unsupported();
    }
    return new Condition(operator, attribute, List.of(value(take())));
  }

  private void checkLength() {
    if (request.path(parameter).asText().getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
      throw KeyValue.invalid(
          "Invalid %s: Expression size has exceeded the maximum allowed size; expression size: %d"
              .formatted(
                  parameter,
                  request.path(parameter).asText().getBytes(StandardCharsets.UTF_8).length));
    }
  }

  private void checkBounds(JsonNode low, JsonNode high) {
    Optional<KeyValue> lower = KeyValue.of(low);
    Optional<KeyValue> upper = KeyValue.of(high);
    boolean typed =
        lower.isPresent() && upper.isPresent() && lower.get().type().equals(upper.get().type());
    if (typed && lower.get().compareTo(upper.get()) <= 0) {
      return;
    }
    throw KeyValue.invalid(
        "Invalid %s: The BETWEEN operator requires %s; lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s"
            .formatted(
                parameter,
                typed
                    ? "upper bound to be greater than or equal to lower bound"
                    : "same data type for lower and upper bounds",
                shown(low),
                shown(high)));
  }

  /** Formats a value as in DynamoDB's messages: {@code {N:5}}. */
  private static String shown(JsonNode value) {
    String type = value.fieldNames().next();
    return "{%s:%s}".formatted(type, value.path(type).asText(value.path(type).toString()));
  }

  /** Refuses placeholders without an expression. */
  private void refuseWithoutExpression() {
    for (String placeholders : List.of("ExpressionAttributeNames", "ExpressionAttributeValues")) {
      if (request.hasNonNull(placeholders) && !request.hasNonNull(parameter)) {
        throw KeyValue.invalid(
            "%s can only be specified when using expressions: %s is null"
                .formatted(placeholders, parameter));
      }
    }
  }

  private String take() {
    if (next == tokens.size()) {
      throw KeyValue.invalid("Invalid %s: Syntax error; token: <EOF>".formatted(parameter));
    }
    return tokens.get(next++);
  }

  private void expect(String token) {
    if (!take().equalsIgnoreCase(token)) {
      throw unsupported();
    }
  }

  private String attribute(String token) {
    if (token.startsWith("#")) {
      return lookUp("ExpressionAttributeNames", token, "attribute name used in the document path")
          .asText();
    }
    if (!token.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw unsupported();
    }
    if (ReservedWords.contain(token)) {
      throw KeyValue.invalid(
          "Invalid %s: Attribute name is a reserved keyword; reserved keyword: %s"
              .formatted(parameter, token));
    }
    return token;
  }

  private JsonNode value(String token) {
    if (!token.startsWith(":")) {
      throw unsupported();
    }
    return AttributeValues.normalized(
        lookUp("ExpressionAttributeValues", token, "attribute value used in expression"));
  }

  /** Refuses a prefix that is neither text nor bytes. */
  private void refuseNumber(JsonNode prefix) {
    String type = prefix.fieldNames().next();
    if (!type.matches("[SB]")) {
      throw KeyValue.invalid(
          "Invalid %s: Incorrect operand type for operator or function; operator or function: begins_with, operand type: %s"
              .formatted(parameter, type));
    }
  }

  private JsonNode lookUp(String placeholders, String token, String what) {
    used.add(token);
    JsonNode found = request.path(placeholders).path(token);
    if (found.isMissingNode()) {
      throw KeyValue.invalid(
          "Invalid %s: An expression %s is not defined; %s: %s"
              .formatted(parameter, what, what.substring(0, what.indexOf(" used")), token));
    }
    return found;
  }

  private void refuseUnused(String placeholders) {
    Set<String> unused = new TreeSet<>();
    request.path(placeholders).fieldNames().forEachRemaining(unused::add);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw KeyValue.invalid(
          "Value provided in %s unused in expressions: keys: {%s}"
              .formatted(placeholders, String.join(", ", unused)));
    }
  }

  private AwsError unsupported() {
    return AwsError.unsupported(
        "dynamodb's %s '%s'".formatted(parameter, request.path(parameter).asText()));
  }
}
