package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The fields of a request, checked as CloudWatch Logs checks them. */
record LogsRequest(AccountRegion accountRegion, JsonNode fields) {

  Optional<String> text(String name) {
    JsonNode field = fields.path(name);
    return field.isTextual() ? Optional.of(field.asText()) : Optional.empty();
  }

  String require(String name) {
    return text(name).filter(value -> !value.isEmpty()).orElseThrow(() -> missing(name));
  }

  /** The log group, which the request gives by name or, where AWS allows it, by ARN. */
  String group() {
    Optional<String> identifier = text("logGroupIdentifier");
    String group = identifier.isPresent() ? nameOf(identifier.get()) : require("logGroupName");
    return valid(group, "logGroupName", "[\\.\\-_/#A-Za-z0-9]{1,512}");
  }

  String stream() {
    return valid(require("logStreamName"), "logStreamName", "[^:*]{1,512}");
  }

  /** The log group whose ARN a tagging request names. */
  String taggedGroup() {
    return nameOf(require("resourceArn"));
  }

  private static String nameOf(String identifier) {
    return identifier.startsWith("arn:")
        ? identifier.replaceFirst("^.*:log-group:", "").replaceFirst(":\\*$", "")
        : identifier;
  }

  OptionalLong number(String name) {
    JsonNode field = fields.path(name);
    return field.isIntegralNumber() ? OptionalLong.of(field.asLong()) : OptionalLong.empty();
  }

  int limit(int most) {
    long limit = number("limit").orElse(most);
    if (limit < 1 || limit > most) {
      throw invalid("limit", Long.toString(limit), "Member must have value between 1 and " + most);
    }
    return (int) limit;
  }

  boolean isTrue(String name) {
    return fields.path(name).asBoolean(false);
  }

  List<String> list(String name) {
    List<String> values = new ArrayList<>();
    fields.path(name).forEach(value -> values.add(value.asText()));
    return values;
  }

  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    fields
        .path("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  /** Refuses parameters that would change the response and that the sandbox does not know. */
  void refuse(String action, String... names) {
    for (String name : names) {
      if (fields.hasNonNull(name)) {
        throw AwsError.unsupported("logs:" + action + " with " + name);
      }
    }
  }

  private static String valid(String value, String name, String pattern) {
    if (!value.matches(pattern)) {
      throw invalid(name, value, "Member must satisfy regular expression pattern: " + pattern);
    }
    return value;
  }

  private static AwsError missing(String name) {
    return new AwsError(
        400,
        "InvalidParameterException",
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(name));
  }

  static AwsError invalid(String name, String value, String constraint) {
    return new AwsError(
        400,
        "InvalidParameterException",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, name, constraint));
  }
}
