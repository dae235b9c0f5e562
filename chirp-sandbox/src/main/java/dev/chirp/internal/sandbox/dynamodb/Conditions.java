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
 * Reads an expression: conditions that are joined by {@code AND}, each of an attribute and of
 * values of the request. The rest of DynamoDB's grammar is refused by name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Condition
 *     and filter expressions</a>
 */
final class Conditions {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(<=|>=|<>|[=<>(),]|[#:]?[A-Za-z0-9_]+|\\S)");
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

  /** DynamoDB's bound for an expression, in bytes. */
  private static final int MAX_LENGTH = 4096;

  private final String parameter;
  private final JsonNode request;
  private final List<String> tokens = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private int next;

  private Conditions(String parameter, JsonNode request) {
    this.parameter = parameter;
    this.request = request;
    Matcher matcher = TOKEN.matcher(request.path(parameter).asText());
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  /** The conditions of a request's parameter; none when it has no such parameter. */
  static List<Condition> of(String parameter, JsonNode request) {
    Conditions reader = new Conditions(parameter, request);
    List<Condition> conditions = new ArrayList<>();
    if (request.hasNonNull(parameter)) {
      reader.checkLength();
      ExpressionSyntax.check(parameter, reader.tokens);
      conditions.add(reader.condition());
      while (reader.next < reader.tokens.size()) {
        reader.expect("AND");
        conditions.add(reader.condition());
      }
    }
    reader.refuseWithoutExpression();
    reader.refuseUnused("ExpressionAttributeNames");
    reader.refuseUnused("ExpressionAttributeValues");
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
      throw notRead(); // another function, or IN
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
      throw notRead();
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

  /** As DynamoDB's messages have it: {@code {N:5}}. */
  private static String shown(JsonNode value) {
    String type = value.fieldNames().next();
    return "{%s:%s}".formatted(type, value.path(type).asText(value.path(type).toString()));
  }

  /** Placeholders are of an expression. */
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
      throw notRead();
    }
  }

  private String attribute(String token) {
    if (token.startsWith("#")) {
      return lookUp("ExpressionAttributeNames", token, "attribute name used in the document path")
          .asText();
    }
    if (!token.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw notRead();
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
      throw notRead();
    }
    return AttributeValues.normalised(
        lookUp("ExpressionAttributeValues", token, "attribute value used in expression"));
  }

  /** Only text and bytes begin with something. */
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

  private AwsError notRead() {
    return AwsError.notDone(
        "dynamodb's %s '%s'".formatted(parameter, request.path(parameter).asText()));
  }
}
