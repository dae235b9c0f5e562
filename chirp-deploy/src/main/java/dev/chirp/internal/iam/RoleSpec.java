package dev.chirp.internal.iam;

import java.util.Map;
import java.util.Optional;

/**
 * The role as it shall be.
 *
 * @param path begins and ends with a slash
 * @param description is given once, when the role is made
 * @param boundary the ARN of its permissions boundary; one that is there already stays if this is
 *     empty
 * @param tags those of others stay
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
