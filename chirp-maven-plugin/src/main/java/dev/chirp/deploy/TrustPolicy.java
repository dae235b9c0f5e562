package dev.chirp.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads who may assume a role. Conditions are left to IAM. */
final class TrustPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAMBDA = "lambda.amazonaws.com";

  private TrustPolicy() {}

  /** Whether a statement allows it to Lambda, and none denies it. */
  static boolean letsLambdaAssume(String document) {
    try {
      List<String> effects =
          each(JSON.readTree(document).path("Statement")).stream()
              .filter(statement -> names(statement.path("Principal").path("Service"), LAMBDA))
              .map(statement -> statement.path("Effect").asText())
              .toList();
      return effects.contains("Allow") && !effects.contains("Deny");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean names(JsonNode services, String service) {
    return each(services).stream().anyMatch(name -> name.asText().equals(service));
  }

  /** IAM takes one for a list of one. */
  private static List<JsonNode> each(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : List.of(node);
  }
}
