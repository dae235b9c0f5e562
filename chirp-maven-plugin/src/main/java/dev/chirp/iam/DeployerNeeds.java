package dev.chirp.iam;

/**
 * What a project's settings ask of whoever deploys it, beyond what every deploy takes.
 *
 * @param aliases whether versions are published, proved, moved to and deleted
 * @param functionUrls whether functions get URLs of their own
 */
public record DeployerNeeds(boolean aliases, boolean functionUrls) {
  /** Of a project that has neither. */
  public static final DeployerNeeds NONE = new DeployerNeeds(false, false);
}
