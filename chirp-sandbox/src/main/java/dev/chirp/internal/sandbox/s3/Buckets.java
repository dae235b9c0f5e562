package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.StateFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The buckets of all accounts, in one file, because bucket names are unique worldwide. */
final class Buckets {
  private final StateFile file;
  private final Map<String, Bucket> byName;

  /** The content of the state file. */
  private record State(List<Bucket> buckets) {
    State {
      buckets = List.copyOf(buckets);
    }
  }

  Buckets(StateFile file) {
    this.file = file;
    this.byName = new TreeMap<>();
    file.read(State.class, new State(List.of()))
        .buckets()
        .forEach(bucket -> byName.put(bucket.name(), bucket));
  }

  synchronized Collection<Bucket> all() {
    return List.copyOf(byName.values());
  }

  synchronized Optional<Bucket> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The bucket, if the caller may use it and the request is for its region.
   *
   * @throws AwsError as S3 words it
   */
  Bucket require(String name, Call call) {
    Bucket bucket = owned(name, call);
    if (!bucket.region().equals(call.region()) && !PresignedUrl.isVersion2(call)) {
      throw new AwsError(
          301,
          "PermanentRedirect",
          "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future"
              + " requests to this endpoint.");
    }
    return bucket;
  }

  /** The bucket, in any region, if the caller owns it. */
  Bucket owned(String name, Call call) {
    Bucket bucket = find(name).orElseThrow(Buckets::noSuchBucket);
    Optional<String> expected = call.header("x-amz-expected-bucket-owner");
    if (!bucket.account().equals(call.account())
        || expected.filter(owner -> !owner.equals(bucket.account())).isPresent()) {
      throw new AwsError(403, "AccessDenied", "Access Denied");
    }
    return bucket;
  }

  static AwsError noSuchBucket() {
    return new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
  }

  synchronized void create(Bucket bucket) {
    Optional<Bucket> existing = find(bucket.name());
    if (existing.isPresent() && !existing.get().account().equals(bucket.account())) {
      throw new AwsError(
          409,
          "BucketAlreadyExists",
          "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please"
              + " select a different name and try again.");
    }
    if (existing.isPresent()) {
      throw new AwsError(
          409,
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    byName.put(bucket.name(), bucket);
    save();
  }

  synchronized void delete(Bucket bucket) {
    if (!byName.getOrDefault(bucket.name(), bucket).objects().isEmpty()) {
      throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
    byName.remove(bucket.name());
    save();
  }

  /** Changes a bucket, if it still exists. */
  synchronized void change(String name, UnaryOperator<Bucket> change) {
    byName.computeIfPresent(name, (ignored, bucket) -> change.apply(bucket));
    save();
  }

  private void save() {
    file.write(new State(List.copyOf(byName.values())));
  }
}
