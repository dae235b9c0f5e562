package dev.chirp.internal.core;

import java.util.Map;

/**
 * How Chirp knows again what it made: two tags on everything that can carry tags.
 *
 * @param project {@code groupId:artifactId}
 */
public record Ownership(String project) {
  private static final String MANAGED_BY = "ManagedBy";
  private static final String CHIRP = "chirp";
  private static final String PROJECT = "chirp:project";

  /** What everything that this project makes is tagged with. */
  public Map<String, String> tags() {
    return Map.of(MANAGED_BY, CHIRP, PROJECT, project);
  }

  /** Whether Chirp made it, for whatever project. */
  public static boolean isChirps(Map<String, String> tags) {
    return CHIRP.equals(tags.get(MANAGED_BY));
  }

  /** Whether Chirp made it for this project. */
  public boolean owns(Map<String, String> tags) {
    return isChirps(tags) && project.equals(tags.get(PROJECT));
  }

  /** Who made it, in words: {@code chirp for com.acme:other}, or {@code somebody else}. */
  public static String makerOf(Map<String, String> tags) {
    return isChirps(tags)
        ? "chirp for " + tags.getOrDefault(PROJECT, "an unnamed project")
        : "somebody else";
  }
}
