package dev.chirp.internal.iam;

import java.util.Map;
import java.util.Optional;

/**
 * The desired role.
 *
 * @param path begins and ends with a slash
 * @param description is set only when the role is created
 * @param boundary the ARN of its permissions boundary; if empty, an existing one stays
 * @param tags are added; other tags stay
 */
public record RoleSpec(
    String name,
    String path,
    PolicyDocument trust,
    String description,
    Optional<String> boundary,
    Map<String, String> tags) {

  public RoleSpec {
    tags = Map.copyOf(tags);
  }
}
