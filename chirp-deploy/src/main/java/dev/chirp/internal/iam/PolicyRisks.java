package dev.chirp.internal.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The risks in a policy that the user wrote. Only plain cases are found, so an empty result proves
 * nothing.
 *
 * @param where the place the policy comes from, in the user's words
 * @param deployBucket the bucket that zips are uploaded to
 */
record PolicyRisks(String where, Optional<String> deployBucket) {
  private static final String REPLACES_CODE = "s3:PutObject";

  /** Returns one sentence for each kind of risk. */
  List<String> of(PolicyDocument document) {
    List<String> risks = new ArrayList<>();
    for (JsonNode statement : document.json().path("Statement")) {
      if (statement.path("Effect").asText().equals("Allow")) {
        width(statement).ifPresent(width -> risks.add(" allows the functions " + width));
        deployBucket
            .filter(bucket -> reachesCode(statement, bucket))
            .ifPresent(
                bucket ->
                    risks.add(
                        " lets the functions replace their own code at %s/%s."
                            .formatted(bucket, BucketAccess.DEPLOY_PREFIX)));
      }
    }
    return risks.stream().distinct().map(risk -> where + risk).toList();
  }

  private static Optional<String> width(JsonNode statement) {
    if (!resources(statement).contains("*")) {
      return Optional.empty();
    }
    if (statement.has("NotAction")) {
      return PolicyFile.texts(statement.path("NotAction")).contains("*")
          ? Optional.empty()
          : Optional.of("everything in the account except what NotAction lists.");
    }
    List<String> actions = PolicyFile.texts(statement.path("Action"));
    if (actions.contains("*")) {
      return Optional.of("everything in the account.");
    }
    String services =
        actions.stream()
            .filter(action -> action.endsWith(":*"))
            .map(action -> action.substring(0, action.length() - 2))
            .collect(Collectors.joining(", "));
    return Optional.of("all of " + services + ".").filter(ignored -> !services.isEmpty());
  }

  private static boolean reachesCode(JsonNode statement, String bucket) {
    boolean writes =
        statement.has("NotAction")
            ? !matches(PolicyFile.texts(statement.path("NotAction")), REPLACES_CODE)
            : matches(PolicyFile.texts(statement.path("Action")), REPLACES_CODE);
    String code = bucket + "/" + BucketAccess.DEPLOY_PREFIX;
    return writes
        && resources(statement).stream()
            .map(arn -> arn.substring(arn.lastIndexOf(":::") < 0 ? 0 : arn.lastIndexOf(":::") + 3))
            .anyMatch(key -> key.startsWith(code) || matches(List.of(key), code + "any.zip"));
  }

  /** The resources of a statement. A statement with NotResource counts as all resources. */
  private static List<String> resources(JsonNode statement) {
    return statement.has("NotResource")
        ? List.of("*")
        : PolicyFile.texts(statement.path("Resource"));
  }

  private static boolean matches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> glob(pattern).matcher(text).matches());
  }

  /**
   * Translates a pattern. {@code *} and policy variables match any text, {@code ?} matches one
   * character.
   */
  private static Pattern glob(String pattern) {
    String stars = pattern.replaceAll("\\$\\{[^}]*}", "*");
    return Pattern.compile(
        Stream.of(stars.split("(?<=[*?])|(?=[*?])"))
            .map(part -> part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part))
            .collect(Collectors.joining()),
        Pattern.CASE_INSENSITIVE);
  }
}
