package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.List;

/**
 * The access that functions get to a bucket, or to the keys in it with one prefix.
 *
 * @param prefix empty for all keys
 * @param actions such as {@code GetObject}
 */
record BucketAccess(String bucket, String prefix, List<String> actions) {
  /** The action that applies to the bucket itself, not to its objects. */
  static final String LIST = "ListBucket";

  private static final List<String> ACTIONS =
      List.of("DeleteObject", "GetObject", LIST, "PutObject");

  /** The key prefix of everything that Chirp uploads to the deploy bucket. */
  static final String DEPLOY_PREFIX = "chirp/";

  /** Parses {@code bucket} or {@code bucket/prefix}, optionally followed by {@code : GetObject}. */
  static BucketAccess parse(String text) {
    Grant grant = Grant.parse("buckets", text, ACTIONS);
    String name = grant.name();
    int slash = name.indexOf('/');
    String bucket = slash < 0 ? name : name.substring(0, slash);
    String prefix = slash < 0 ? "" : name.substring(slash + 1);
    // In a policy, '*', '?' and '$' mean something else than in a key.
    if (!isBucket(bucket) || !prefix.matches("[\\w!'()./=+@-]{0,512}")) {
      throw ChirpException.project(
              "<buckets> has '%s', which is neither a bucket's name nor bucket/prefix."
                  .formatted(text))
          .withSuggestion("<buckets><bucket>my-bucket/uploads/</bucket></buckets>");
    }
    return new BucketAccess(bucket, prefix, grant.actions());
  }

  static boolean isBucket(String name) {
    return name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  }

  /** Refuses access that would let the functions replace their own code. */
  void requireNoCode(String deployBucket) {
    boolean overlap = DEPLOY_PREFIX.startsWith(prefix) || prefix.startsWith(DEPLOY_PREFIX);
    if (bucket.equals(deployBucket) && overlap) {
      throw ChirpException.project(
              "<buckets> has '%s', but chirp.bucket is that bucket too: the functions could replace their own code at %s/%s."
                  .formatted(this, deployBucket, DEPLOY_PREFIX))
          .withSuggestion("<buckets><bucket>" + bucket + "/data/</bucket></buckets>");
    }
  }

  @Override
  public String toString() {
    return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
  }
}
