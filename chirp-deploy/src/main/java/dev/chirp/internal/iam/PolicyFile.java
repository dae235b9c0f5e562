package dev.chirp.internal.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy that the user wrote, validated before it is sent to IAM. */
record PolicyFile(Path file) {
  PolicyDocument read(ArnScope scope) {
    PolicyDocument document = PolicyDocument.parse(where(), scope.fill(text()));
    check(document.json());
    document.requireSize(where(), "");
    return document;
  }

  private String text() {
    if (!Files.isRegularFile(file)) {
      throw ChirpException.project(
              "Policy file '%s' does not exist (from chirp.policyFile).".formatted(file))
          .withSuggestion("mvn -q chirp:setup-iam -Dchirp.policy=print, and keep its \"function\"");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw ChirpException.execution("%s cannot be read: %s".formatted(where(), e), e);
    }
  }

  private void check(JsonNode policy) {
    if (!List.of("2012-10-17", "2008-10-17").contains(policy.path("Version").asText())) {
      throw ChirpException.project(where() + " lacks \"Version\": \"2012-10-17\".")
          .withSuggestion("\"Version\": \"2012-10-17\" in its first line");
    }
    if (policy.path("Statement").isEmpty()) {
      throw ChirpException.project(where() + " has no \"Statement\".");
    }
    policy.path("Statement").forEach(this::checkStatement);
  }

  private void checkStatement(JsonNode statement) {
    boolean whole =
        List.of("Allow", "Deny").contains(statement.path("Effect").asText())
            && (statement.has("Action") || statement.has("NotAction"))
            && (statement.has("Resource") || statement.has("NotResource"));
    if (!whole) {
      throw ChirpException.project(
          "%s: each statement needs an Effect (Allow or Deny), an Action and a Resource, but one has %s."
              .formatted(where(), names(statement)));
    }
    texts(statement.path("Resource")).forEach(this::checkArn);
    texts(statement.path("NotResource")).forEach(this::checkArn);
  }

  /** IAM completes a short ARN with wildcards, which is never intended. */
  private void checkArn(String arn) {
    String variablesOut = arn.replaceAll("\\$\\{[^}]*}", "x");
    boolean whole = variablesOut.startsWith("arn:") && variablesOut.split(":", 6).length == 6;
    if (!arn.equals("*") && !whole) {
      throw ChirpException.project(
              "%s: the resource '%s' is neither an ARN of six fields nor *."
                  .formatted(where(), arn))
          .withSuggestion("arn:${partition}:dynamodb:${region}:${account}:table/my-table");
    }
  }

  String where() {
    return "Policy file '" + file + "'";
  }

  private static String names(JsonNode statement) {
    List<String> names = new ArrayList<>();
    statement.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  /** Returns the values of a JSON string or of an array of strings. */
  static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    oneOrMany.forEach(text -> texts.add(text.asText()));
    Optional.of(oneOrMany).filter(JsonNode::isTextual).ifPresent(text -> texts.add(text.asText()));
    return texts;
  }
}
