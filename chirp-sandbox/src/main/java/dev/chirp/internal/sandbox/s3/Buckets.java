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

/** All buckets of all accounts, since their names are the world's; kept in a file. */
final class Buckets {
  private final StateFile file;
  private final Map<String, Bucket> byName;

  /** What the file holds. */
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
   * The bucket, if the caller may use it from where he is.
   *
   * @throws AwsError as S3 words it
   */
  Bucket require(String name, Call call) {
    Bucket bucket = owned(name, call);
    if (!bucket.region().equals(call.region()) && !Link.isVersion2(call)) {
      throw new AwsError(
          301,
          "PermanentRedirect",
          "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future"
              + " requests to this endpoint.");
    }
    return bucket;
  }

  /** The bucket, if it is the caller's, wherever it is. */
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
    Optional<Bucket> there = find(bucket.name());
    if (there.isPresent() && !there.get().account().equals(bucket.account())) {
      throw new AwsError(
          409,
          "BucketAlreadyExists",
          "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please"
              + " select a different name and try again.");
    }
    if (there.isPresent()) {
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

  /** Changes a bucket that is there. */
  synchronized void change(String name, UnaryOperator<Bucket> change) {
    byName.computeIfPresent(name, (ignored, bucket) -> change.apply(bucket));
    save();
  }

  private void save() {
    file.write(new State(List.copyOf(byName.values())));
  }
}
