package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** AWS's rules for names, checked here because AWS's own words do not say which setting it was. */
final class IamNameRules {
  private static final int MAX_TAGS = 50;

  private IamNameRules() {}

  static void checkName(String setting, String name, int longest) {
    if (!name.matches("[\\w+=,.@-]{1," + longest + "}")) {
      throw ChirpException.project(
          "%s is '%s', but IAM takes 1 to %d letters, digits and any of _+=,.@- there."
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
              "chirp.permissionsBoundary is '%s', which is no ARN of a policy.".formatted(arn))
          .withSuggestion("-Dchirp.permissionsBoundary=arn:aws:iam::123456789012:policy/boundary");
    }
  }

  /** Maven reads {@code <table/>} as an element that is null. */
  static void checkElements(String setting, List<String> elements) {
    if (elements.stream().anyMatch(Objects::isNull)) {
      throw ChirpException.project("<%s> has an element without a value.".formatted(setting));
    }
  }

  static void checkTable(String table) {
    if (!table.matches("[\\w.-]{3,255}")) {
      throw ChirpException.project(
              "<tables> has '%s', but a table's name is 3 to 255 letters, digits and any of _.-"
                  .formatted(table))
          .withSuggestion("<tables><table>chirp</table></tables>");
    }
  }

  static void checkBucket(String bucket) {
    if (!BucketAccess.isBucket(bucket)) {
      throw ChirpException.project(
          "chirp.bucket is '%s', but a bucket's name is 3 to 63 small letters, digits, dots and hyphens."
              .formatted(bucket));
    }
  }

  static void checkTags(Map<String, String> tags, Ownership owner) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (owner.tags().containsKey(tag.getKey())) {
        throw ChirpException.project(
            "<tags> has '%s', by which Chirp knows again what it made.".formatted(tag.getKey()));
      }
      if (Objects.isNull(tag.getValue())) {
        throw ChirpException.project("<tags> has '%s' without a value.".formatted(tag.getKey()));
      }
      if (!tag.getKey().matches("(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}")
          || !tag.getValue().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
        throw ChirpException.project(
            "<tags> has '%s' with the value '%s', but IAM takes letters, digits, spaces and any of _.:/=+@- there, 128 in the key and 256 in the value, and no key that begins with aws:."
                .formatted(tag.getKey(), tag.getValue()));
      }
    }
    if (tags.size() + owner.tags().size() > MAX_TAGS) {
      throw ChirpException.project(
          "<tags> has %d tags, but IAM takes %d, two of which are Chirp's."
              .formatted(tags.size(), MAX_TAGS));
    }
  }
}
