package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * AWS's rules for names. Chirp checks them because AWS's own errors do not say which setting is
 * wrong.
 */
final class IamNameRules {
  private static final int MAX_TAGS = 50;

  private IamNameRules() {}

  static void checkName(String setting, String name, int longest) {
    if (!name.matches("[\\w+=,.@-]{1," + longest + "}")) {
      throw ChirpException.project(
          "%s is '%s', but IAM accepts only 1 to %d letters, digits and _+=,.@- there."
              .formatted(setting, name, longest));
    }
  }

  static void checkPath(String path) {
    if (!path.matches("/|/[\\w+=,.@/-]+/") || path.contains("//") || path.length() > 512) {
      throw ChirpException.project(
              "chirp.iamPath is '%s', but a path begins and ends with a slash.".formatted(path))
          .withSuggestion("-Dchirp.iamPath=/my-team/");
    }
  }

  static void checkBoundary(String arn) {
    if (!arn.matches("arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+")) {
      throw ChirpException.project(
              "chirp.permissionsBoundary is '%s', which is not a policy ARN.".formatted(arn))
          .withSuggestion("-Dchirp.permissionsBoundary=arn:aws:iam::123456789012:policy/boundary");
    }
  }

  /** Maven parses {@code <table/>} as a null element. */
  static void checkElements(String setting, List<String> elements) {
    if (elements.stream().anyMatch(Objects::isNull)) {
      throw ChirpException.project("<%s> has an element without a value.".formatted(setting));
    }
  }

  static void checkTable(String table) {
    if (!table.matches("[\\w.-]{3,255}")) {
      throw ChirpException.project(
              "<tables> has '%s', but a table name has 3 to 255 letters, digits and _.-"
                  .formatted(table))
          .withSuggestion("<tables><table>chirp</table></tables>");
    }
  }

  static void checkBucket(String bucket) {
    if (!BucketAccess.isBucket(bucket)) {
      throw ChirpException.project(
          "chirp.bucket is '%s', but a bucket name has 3 to 63 lowercase letters, digits, dots and hyphens."
              .formatted(bucket));
    }
  }

  static void checkTags(Map<String, String> tags, Ownership owner) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (owner.tags().containsKey(tag.getKey())) {
        throw ChirpException.project(
            "<tags> has '%s', a tag that Chirp uses to recognize what it created."
                .formatted(tag.getKey()));
      }
      if (Objects.isNull(tag.getValue())) {
        throw ChirpException.project("<tags> has '%s' without a value.".formatted(tag.getKey()));
      }
      if (!tag.getKey().matches("(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}")
          || !tag.getValue().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
        throw ChirpException.project(
            "<tags> has '%s' with the value '%s', but IAM accepts at most 128 and 256 letters, digits, spaces and _.:/=+@-, not beginning with aws:."
                .formatted(tag.getKey(), tag.getValue()));
      }
    }
    if (tags.size() + owner.tags().size() > MAX_TAGS) {
      throw ChirpException.project(
          "<tags> has %d tags, but IAM allows %d including Chirp's two."
              .formatted(tags.size(), MAX_TAGS));
    }
  }
}
