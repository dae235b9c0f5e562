package dev.chirp.internal.sandbox.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.sandbox.http.AwsError;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policy of a form: what its signer allows.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST
 *     policy</a>
 */
record PostPolicy(JsonNode policy) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields that need no condition. */
  private static final String FREE =
      "policy|x-amz-signature|awsaccesskeyid|signature|file|bucket|x-ignore-.*";

  /** The allowed size of the file, in bytes. */
  record Length(long min, long max) {}

  /**
   * Parses the form's field.
   *
   * @param encoded JSON in base64
   */
  static PostPolicy read(String encoded) {
    try {
      JsonNode policy = JSON.readTree(Base64.getMimeDecoder().decode(encoded));
      if (!policy.path("conditions").isArray() || !policy.path("expiration").isTextual()) {
        throw invalid("it has no expiration or no conditions");
      }
      return new PostPolicy(policy);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw invalid("it is not JSON in base64");
    } catch (IOException e) {
      throw invalid("it cannot be read");
    }
  }

  /**
   * Checks a form.
   *
   * @param fields the fields by name in lower case, including the bucket
   * @return the allowed length of the file, if the policy limits it
   */
  Optional<Length> check(Map<String, String> fields, Instant now) {
    if (expiration().isBefore(now)) {
      throw denied("Policy expired.");
    }
    Optional<Length> length = Optional.empty();
    Set<String> named = new HashSet<>();
    for (JsonNode condition : policy.path("conditions")) {
      for (List<String> each : matches(condition)) {
        named.add(each.get(1));
        if (!holds(each, fields.getOrDefault(each.get(1), ""))) {
          throw denied("Policy Condition failed: " + condition);
        }
      }
      length = length(condition).isPresent() ? length(condition) : length;
    }
    for (String field : fields.keySet()) {
      if (!field.matches(FREE) && !named.contains(field)) {
        throw denied("Extra input fields: " + field);
      }
    }
    return length;
  }

  private Instant expiration() {
    try {
      return Instant.parse(policy.path("expiration").asText());
    } catch (DateTimeParseException e) {
      throw invalid("its expiration is not a date");
    }
  }

  /** The operator, field and value of each comparison in a condition. */
  private static List<List<String>> matches(JsonNode condition) {
    List<List<String>> matches = new ArrayList<>();
    if (condition.isObject()) {
      condition
          .properties()
          .forEach(
              each ->
                  matches.add(List.of("eq", lowerCase(each.getKey()), each.getValue().asText())));
      return matches;
    }
    String operator = lowerCase(condition.path(0).asText());
    if (condition.size() != 3 || !operator.matches("eq|starts-with|content-length-range")) {
      throw invalid("it has the condition " + condition);
    }
    if (!operator.equals("content-length-range")) {
      String field = condition.path(1).asText();
      if (!field.startsWith("$")) {
        throw invalid("it has the condition " + condition);
      }
      matches.add(List.of(operator, lowerCase(field.substring(1)), condition.path(2).asText()));
    }
    return matches;
  }

  private static Optional<Length> length(JsonNode condition) {
    return lowerCase(condition.path(0).asText()).equals("content-length-range")
        ? Optional.of(new Length(condition.path(1).asLong(), condition.path(2).asLong()))
        : Optional.empty();
  }

  private static boolean holds(List<String> match, String actual) {
    return match.get(0).equals("eq")
        ? actual.equals(match.get(2))
        : actual.startsWith(match.get(2));
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static AwsError denied(String reason) {
    return new AwsError(403, "AccessDenied", "Invalid according to Policy: " + reason);
  }

  private static AwsError invalid(String reason) {
    return new AwsError(400, "InvalidPolicyDocument", "Invalid Policy: " + reason + ".");
  }
}
