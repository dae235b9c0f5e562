package dev.chirp.internal.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * A role's trust policy. Statements with a condition are left to IAM to decide.
 *
 * @param document JSON
 */
record TrustPolicy(String document) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAMBDA = "lambda.amazonaws.com";

  static TrustPolicy of(Role role) {
    return new TrustPolicy(
        Optional.ofNullable(role.assumeRolePolicyDocument())
            .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
            .orElse(""));
  }

  /**
   * Returns whether a statement may allow Lambda to assume the role and none certainly denies it.
   */
  boolean letsLambdaAssume() {
    try {
      List<JsonNode> statements =
          each(JSON.readTree(document).path("Statement")).stream()
              .filter(statement -> names(statement.path("Principal").path("Service"), LAMBDA))
              .toList();
      return statements.stream().anyMatch(statement -> has(statement, "Allow"))
          && statements.stream()
              .noneMatch(statement -> has(statement, "Deny") && !statement.has("Condition"));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Returns the error for a role that Lambda may not assume.
   *
   * @param role such as {@code Role 'chirp-prod'}
   */
  static ChirpException missing(String role) {
    return ChirpException.project(
        "%s does not trust Lambda: its trust policy does not let lambda.amazonaws.com assume it. Nothing was changed."
            .formatted(role));
  }

  private static boolean has(JsonNode statement, String effect) {
    return statement.path("Effect").asText().equals(effect);
  }

  private static boolean names(JsonNode services, String service) {
    return each(services).stream().anyMatch(name -> name.asText().equals(service));
  }

  /** IAM treats a single value like a list of one. */
  private static List<JsonNode> each(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : List.of(node);
  }
}
