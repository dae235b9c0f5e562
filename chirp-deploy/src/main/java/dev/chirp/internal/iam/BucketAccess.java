package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.List;

/**
 * A bucket that the functions use, or the part of it whose keys begin alike.
 *
 * @param prefix empty for all keys
 * @param actions such as {@code GetObject}
 */
record BucketAccess(String bucket, String prefix, List<String> actions) {
  /** What is asked of the bucket and not of its objects. */
  static final String LIST = "ListBucket";

  private static final List<String> ACTIONS =
      List.of("DeleteObject", "GetObject", LIST, "PutObject");

  /** The keys of what Chirp uploads to the deploy bucket begin so. */
  static final String DEPLOY_PREFIX = "chirp/";

  /** Reads {@code bucket} or {@code bucket/prefix}, and {@code : GetObject} behind each. */
  static BucketAccess parse(String text) {
    Grant grant = Grant.parse("buckets", text, ACTIONS);
    String name = grant.name();
    int slash = name.indexOf('/');
    String bucket = slash < 0 ? name : name.substring(0, slash);
    String prefix = slash < 0 ? "" : name.substring(slash + 1);
    // '*', '?' and '$' would mean something else in a policy than in a key.
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

  /** Refuses a way for the functions to replace their own code. */
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
