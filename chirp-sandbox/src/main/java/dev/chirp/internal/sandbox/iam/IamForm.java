package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a request, checked against IAM's rules. */
record IamForm(Call call) {
  /** IAM's limit of tags per role or policy. */
  private static final int MAX_TAGS = 50;

  String roleName() {
    return name("RoleName", "roleName", 64);
  }

  String policyName() {
    return name("PolicyName", "policyName", 128);
  }

  private String name(String field, String member, int longest) {
    String name = call.require(field);
    if (!name.matches("[\\w+=,.@-]+")) {
      throw invalid(
          "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
              .formatted(member));
    }
    if (name.length() > longest) {
      throw invalid(
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have length less than or equal to %d"
              .formatted(name, member, longest));
    }
    return name;
  }

  String policyArn() {
    String arn = call.require("PolicyArn");
    if (arn.length() < 20 || !arn.startsWith("arn:")) {
      throw new AwsError(400, "ValidationError", "Invalid ARN: " + arn);
    }
    return arn;
  }

  String path() {
    String path = text("Path").orElse("/");
    if (!path.matches("/|/[!-~]+/") || path.length() > 512) {
      throw invalid(
          "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
    }
    return path;
  }

  Optional<String> text(String field) {
    return call.parameter(field);
  }

  String require(String field) {
    return call.require(field);
  }

  int maxSessionDuration(int fallback) {
    int seconds = number("MaxSessionDuration").orElse(fallback);
    if (seconds < 3600 || seconds > 43200) {
      throw invalid(
          "1 validation error detected: Value '%d' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200"
              .formatted(seconds));
    }
    return seconds;
  }

  Optional<Integer> number(String field) {
    try {
      return text(field).map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw invalid("Value at '%s' is not a number.".formatted(field));
    }
  }

  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; text("Tags.member." + i + ".Key").isPresent(); i++) {
      String key = require("Tags.member." + i + ".Key");
      tags.put(key, text("Tags.member." + i + ".Value").orElse(""));
      if (key.isEmpty() || key.length() > 128 || key.startsWith("aws:")) {
        throw new AwsError(
            400, "InvalidInput", "Tag keys have 1 to 128 characters and do not begin with aws:.");
      }
    }
    return tags;
  }

  static void checkCount(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw new AwsError(
          409, "LimitExceeded", "The number of tags has reached the maximum limit of " + MAX_TAGS);
    }
  }

  List<String> tagKeys() {
    List<String> keys = new ArrayList<>();
    for (int i = 1; text("TagKeys.member." + i).isPresent(); i++) {
      keys.add(require("TagKeys.member." + i));
    }
    return keys;
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationError", message);
  }
}
