package dev.chirp.internal.aws;

import java.util.Map;

/**
 * The two tags by which Chirp recognizes what it created. Every resource that can have tags gets
 * them.
 *
 * @param project {@code groupId:artifactId}
 */
public record Ownership(String project) {
  private static final String MANAGED_BY = "ManagedBy";
  private static final String CHIRP = "chirp";
  private static final String PROJECT = "chirp:project";

  /** The tags for everything that this project creates. */
  public Map<String, String> tags() {
    return Map.of(MANAGED_BY, CHIRP, PROJECT, project);
  }

  /** True if Chirp created it, for any project. */
  public static boolean isChirps(Map<String, String> tags) {
    return CHIRP.equals(tags.get(MANAGED_BY));
  }

  /** True if Chirp created it for this project. */
  public boolean owns(Map<String, String> tags) {
    return isChirps(tags) && project.equals(tags.get(PROJECT));
  }

  /** The creator, for messages: {@code chirp for com.acme:other} or {@code someone else}. */
  public static String makerOf(Map<String, String> tags) {
    return isChirps(tags)
        ? "chirp for " + tags.getOrDefault(PROJECT, "an unnamed project")
        : "someone else";
  }
}
