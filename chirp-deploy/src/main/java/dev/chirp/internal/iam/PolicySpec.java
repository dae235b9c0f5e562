package dev.chirp.internal.iam;

import java.util.Map;

/**
 * The desired managed policy.
 *
 * @param arn the ARN that follows from name and path
 * @param path begins and ends with a slash
 * @param description is set only when the policy is created
 * @param tags are added; other tags stay
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
