package dev.chirp.internal.sandbox.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * IAM's checks of policy documents.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of policies</a>
 */
final class PolicyDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int POLICY_SIZE = 6144;
  private static final int TRUST_SIZE = 2048;

  private PolicyDocuments() {}

  static String checkedPolicy(String document) {
    for (JsonNode statement : statements(document)) {
      if (has(statement, "Principal") || has(statement, "NotPrincipal")) {
        throw malformed("Policy document should not specify a principal.");
      }
      if (!has(statement, "Resource") && !has(statement, "NotResource")) {
        throw malformed("Policy statement must contain resources.");
      }
      for (String resource : texts(statement.path("Resource"))) {
        if (!resource.equals("*") && !resource.startsWith("arn:")) {
          throw malformed("Resource %s must be in ARN format or \"*\".".formatted(resource));
        }
      }
    }
    checkSize(document, POLICY_SIZE, "PolicySize");
    return document;
  }

  static String checkedTrust(String document) {
    for (JsonNode statement : statements(document)) {
      if (has(statement, "Resource") || has(statement, "NotResource")) {
        throw malformed("Has prohibited field Resource");
      }
      if (!has(statement, "Principal")) {
        throw malformed("Missing required field Principal");
      }
    }
    checkSize(document, TRUST_SIZE, "ACLSizePerRole");
    return document;
  }

  /** True if the trust policy lets a service assume its role. */
  static boolean trusts(String trust, String service) {
    boolean allowed = false;
    for (JsonNode statement : statements(trust)) {
      boolean matches =
          texts(statement.path("Action")).stream()
                  .anyMatch(Set.of("sts:AssumeRole", "sts:*", "*")::contains)
              && isFor(statement.path("Principal"), service);
      if (matches && statement.path("Effect").asText().equals("Deny")) {
        return false;
      }
      allowed |= matches;
    }
    return allowed;
  }

  private static boolean isFor(JsonNode principal, String service) {
    return principal.asText().equals("*") || texts(principal.path("Service")).contains(service);
  }

  private static List<JsonNode> statements(String document) {
    JsonNode statements = parsed(document).path("Statement");
    List<JsonNode> all = new ArrayList<>();
    if (statements.isObject()) {
      all.add(statements);
    } else {
      statements.forEach(all::add);
    }
    if (all.isEmpty()) {
      throw malformed("Syntax errors in policy.");
    }
    all.forEach(PolicyDocuments::checkStatement);
    return all;
  }

  private static void checkStatement(JsonNode statement) {
    if (!Set.of("Allow", "Deny").contains(statement.path("Effect").asText())) {
      throw malformed("Syntax errors in policy.");
    }
    if (!has(statement, "Action") && !has(statement, "NotAction")) {
      throw malformed("Policy statement must contain actions.");
    }
    for (String action : texts(statement.path("Action"))) {
      if (!action.equals("*") && !action.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
        throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2");
      }
    }
  }

  private static JsonNode parsed(String document) {
    try {
      JsonNode json = JSON.readTree(document);
      if (!json.isObject()) {
        throw malformed("Syntax errors in policy.");
      }
      return json;
    } catch (JsonProcessingException ignored) {
      throw malformed("This policy contains invalid Json");
    }
  }

  /** Checks the size. IAM does not count white space. */
  private static void checkSize(String document, int limit, String quota) {
    if (document.chars().filter(letter -> !Character.isWhitespace(letter)).count() > limit) {
      throw new AwsError(
          409, "LimitExceeded", "Cannot exceed quota for %s: %d".formatted(quota, limit));
    }
  }

  private static boolean has(JsonNode statement, String field) {
    return !statement.path(field).isMissingNode();
  }

  private static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(text -> texts.add(text.asText()));
    } else if (oneOrMany.isTextual()) {
      texts.add(oneOrMany.asText());
    }
    return texts;
  }

  private static AwsError malformed(String message) {
    return new AwsError(400, "MalformedPolicyDocument", message);
  }
}
