package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The profiles of the AWS configuration, whose properties say where credentials come from.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">The shared config
 *     and credentials files</a>
 */
record Profiles(Map<String, Profile> byName) {

  /**
   * Reads the user's files.
   *
   * @throws ChirpException if they are malformed
   */
  static Profiles read() {
    try {
      return new Profiles(ProfileFile.defaultProfileFile().profiles());
    } catch (IllegalArgumentException e) {
      throw ChirpException.project("The AWS configuration cannot be read: " + e.getMessage());
    }
  }

  /** The profile used if the user requests none. */
  static String defaultName() {
    return ProfileFileSystemSetting.AWS_PROFILE.getStringValue().orElse("default");
  }

  void check(String name) {
    if (!byName.containsKey(name)) {
      throw ChirpException.project(
              "There is no profile '%s' (from chirp.profile) in the AWS configuration. Profiles there: %s."
                  .formatted(name, names()))
          .withSuggestion("aws configure --profile " + name);
    }
  }

  /** Returns all names, for display. */
  String names() {
    return byName.isEmpty() ? "none" : String.join(", ", new TreeSet<>(byName.keySet()));
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Returns the role that the profile assumes. */
  Optional<String> role(String name) {
    return property(name, ProfileProperty.ROLE_ARN);
  }

  /** Returns the profile to log in to: this one, or a source profile that uses single sign-on. */
  Optional<String> login(String name) {
    Set<String> seen = new HashSet<>();
    Optional<String> next = Optional.of(name);
    while (next.isPresent() && seen.add(next.get())) {
      String current = next.get();
      if (property(current, ProfileProperty.SSO_START_URL).isPresent()
          || property(current, "sso_session").isPresent()) {
        return next;
      }
      next = property(current, ProfileProperty.SOURCE_PROFILE);
    }
    return Optional.empty();
  }

  private Optional<String> property(String name, String property) {
    return Optional.ofNullable(byName.get(name)).flatMap(profile -> profile.property(property));
  }
}
