package dev.chirp.internal.iam;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.core.ChirpException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy document. Two documents are equal if IAM treats them the same, however they are written.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of policies</a>
 */
public final class PolicyDocument {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int MAX_SIZE = 6144;

  private final JsonNode canonical;

  private PolicyDocument(JsonNode policy) {
    this.canonical = CanonicalJson.of(policy);
  }

  static PolicyDocument of(List<Statement> statements) {
    return of(statements.stream().map(Statement::json).toList(), "2012-10-17");
  }

  private static PolicyDocument of(List<Map<String, Object>> statements, String version) {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("Version", version);
    policy.put("Statement", statements);
    return new PolicyDocument(JSON.valueToTree(policy));
  }

  /**
   * Returns the trust policy that lets only Lambda assume the role.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">Execution
   *     role</a>
   */
  public static PolicyDocument trustOfLambda() {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", "lambda.amazonaws.com"));
    statement.put("Action", "sts:AssumeRole");
    return of(List.of(statement), "2012-10-17");
  }

  /**
   * Parses a policy.
   *
   * @param where the place the text comes from, in the user's words
   */
  static PolicyDocument parse(String where, String text) {
    try {
      JsonNode policy = JSON.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
      if (!policy.isObject()) {
        throw ChirpException.project(where + " is not a JSON object.");
      }
      return new PolicyDocument(policy);
    } catch (JsonProcessingException e) {
      throw ChirpException.project(
          "%s is not valid JSON: line %d, column %d: %s"
              .formatted(
                  where,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    }
  }

  /** Parses a policy as IAM returns it: percent-encoded, with plus signs that mean themselves. */
  static PolicyDocument decode(String where, String encoded) {
    String plusKept = encoded.replace("+", "%2B");
    return parse(where, URLDecoder.decode(plusKept, StandardCharsets.UTF_8));
  }

  /** Returns whether this policy is the other one with additional conditions. */
  boolean isNarrower(PolicyDocument other) {
    JsonNode bare = canonical.deepCopy();
    for (JsonNode statement : bare.path("Statement")) {
      if (statement instanceof ObjectNode object) {
        object.remove("Condition");
      }
    }
    return !equals(other) && bare.equals(other.canonical);
  }

  JsonNode json() {
    return canonical;
  }

  /** The JSON that is sent to IAM. */
  String compact() {
    return canonical.toString();
  }

  /**
   * Refuses a document above IAM's size limit, which does not count white space.
   *
   * @param where the place the document comes from, in the user's words
   * @param cure a fragment to paste, or empty
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">Quotas</a>
   */
  void requireSize(String where, String cure) {
    long size = compact().chars().filter(letter -> !Character.isWhitespace(letter)).count();
    if (size > MAX_SIZE) {
      throw ChirpException.project(
              "%s has %d characters without white space, but IAM allows %d."
                  .formatted(where, size, MAX_SIZE))
          .withSuggestion(cure);
    }
  }

  List<String> lines() {
    return pretty(canonical).lines().toList();
  }

  /** Formats JSON for people: two spaces of indentation, one line per value. */
  static String pretty(Object json) {
    ObjectWriter writer =
        JSON.writer(
            new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(INDENTER)
                .withArrayIndenter(INDENTER));
    try {
      return writer.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyDocument document && canonical.equals(document.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return compact();
  }
}
