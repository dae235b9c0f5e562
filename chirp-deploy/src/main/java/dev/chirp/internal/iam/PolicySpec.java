package dev.chirp.internal.iam;

import java.util.Map;

/**
 * The managed policy as it shall be.
 *
 * @param arn of its name and path
 * @param path begins and ends with a slash
 * @param description is given once, when the policy is made
 * @param tags those of others stay
 */
public record PolicySpec(
    String name,
    String path,
    String arn,
    PolicyDocument document,
    String description,
    Map<String, String> tags) {

  public PolicySpec {
    tags = Map.copyOf(tags);
  }
}
