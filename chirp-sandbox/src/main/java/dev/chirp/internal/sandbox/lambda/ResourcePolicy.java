package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The resource policy of a function, alias or version, as far as it lets services invoke it.
 *
 * @param policy as {@link PermissionOperations} stores it
 */
record ResourcePolicy(JsonNode policy) {
  private static final List<String> ACTIONS = List.of("lambda:InvokeFunction", "lambda:*", "*");

  /** The condition keys of a service's invocation, as AddPermission writes them. */
  private static final String SOURCE_ARN = "AWS:SourceArn";

  private static final String SOURCE_ACCOUNT = "AWS:SourceAccount";
  private static final int ARN_PARTS = 6;

  /**
   * A service that invokes a function for one of its resources.
   *
   * @param principal such as {@code apigateway.amazonaws.com}
   * @param sourceArn the resource
   * @param sourceAccount the account of the resource
   */
  record Caller(String principal, String sourceArn, String sourceAccount) {}

  /** True if a statement allows it. A statement with any other condition does not. */
  boolean allows(Caller caller) {
    for (JsonNode statement : policy.path("Statements")) {
      if (statement.path("Principal").path("Service").asText().equals(caller.principal())
          && ACTIONS.contains(statement.path("Action").asText())
          && holds(statement.path("Condition"), caller)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(JsonNode condition, Caller caller) {
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        if (!holds(operator.getKey(), key.getKey(), key.getValue().asText(), caller)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(String operator, String key, String value, Caller caller) {
    String actual =
        switch (key) {
          case SOURCE_ARN -> caller.sourceArn();
          case SOURCE_ACCOUNT -> caller.sourceAccount();
          default -> "";
        };
    if (actual.isEmpty()) {
      return false;
    }
    return switch (operator) {
      case "ArnLike", "ArnEquals" -> isLikeArn(actual, value);
      case "StringLike" -> isLike(actual, value);
      case "StringEquals" -> value.equals(actual);
      default -> false;
    };
  }

  /** IAM compares the six parts of an ARN one by one. */
  private static boolean isLikeArn(String arn, String pattern) {
    List<String> parts = List.of(arn.split(":", ARN_PARTS));
    List<String> patterns = List.of(pattern.split(":", ARN_PARTS));
    return parts.size() == patterns.size()
        && IntStream.range(0, parts.size()).allMatch(i -> isLike(parts.get(i), patterns.get(i)));
  }

  private static boolean isLike(String text, String pattern) {
    return pattern(pattern).matcher(text).matches();
  }

  /** A pattern of IAM: {@code *} is any text, {@code ?} any character. */
  private static Pattern pattern(String text) {
    return Pattern.compile(
        text.chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }
}
