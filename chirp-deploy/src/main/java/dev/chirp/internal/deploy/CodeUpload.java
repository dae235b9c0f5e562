package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Interruption;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CodeLocation.InBucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The one object of a run, under a key that no other run has, so that no run can delete or replace
 * another's.
 *
 * @param interruption lets no further attempt begin; what takes the object away is still tried once
 */
record CodeUpload(
    Aws aws, String bucket, String folder, Progress progress, Interruption interruption) {
  /** As the size of the zip was said. */
  private static final double MB = 1 << 20;

  private static final int TRIES = 3;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** Of an attempt that begins just before the time limit. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Where the zip of this run will be, and no other. */
  InBucket place(CodePackage code) {
    return new InBucket(bucket, key(code), Optional.empty());
  }

  /**
   * Puts the zip there.
   *
   * @throws DeployStopped when no attempt may begin any more
   */
  InBucket upload(CodePackage code, InBucket place) {
    String key = place.key();
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .ifNoneMatch("*")
            .contentType("application/zip")
            .contentLength(code.size())
            .expectedBucketOwner(aws.identity().account())
            .build();
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> new CountedUpload(opened(code), progress), code.size(), "application/zip");
    InBucket uploaded = new InBucket(bucket, key, put(request, body));
    progress.say("Uploaded %.1f MB to %s".formatted(code.size() / MB, uploaded));
    return uploaded;
  }

  /**
   * The object's version, in a bucket with versions.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional
   *     writes</a>
   */
  private Optional<String> put(PutObjectRequest request, RequestBody body) {
    String resource = "object '%s' of bucket '%s'".formatted(request.key(), bucket);
    for (int i = 1; ; i++) {
      try {
        return Optional.ofNullable(
            aws.call("s3:PutObject", resource, () -> attempt(request, body)).versionId());
      } catch (ChirpException e) {
        // Only this run knows the key: an earlier try was done, and its answer lost.
        if (isRefused(e, 412)) {
          return version(request.key(), resource);
        }
        // … or is still being done.
        if (!isRefused(e, 409) || i == TRIES) {
          throw e;
        }
        aws.time().pause(BETWEEN_TRIES);
      }
    }
  }

  private PutObjectResponse attempt(PutObjectRequest request, RequestBody body) {
    String reason = interruption.reason();
    if (!reason.isEmpty()) {
      throw new DeployStopped(
          DeployOutcome.skipped(
              "not tried, because of %s before the zip was in bucket '%s'"
                  .formatted(reason, bucket)));
    }
    return aws.s3Uploader(request.contentLength(), this::clipped).putObject(request, body);
  }

  private Duration clipped(Duration wait) {
    Duration left = interruption.atMost(wait);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** A call of the clean-up: again only while the run goes on. */
  private <T> T cleaning(String action, String resource, Supplier<T> call) {
    AtomicInteger attempts = new AtomicInteger();
    return aws.call(
        action,
        resource,
        () -> {
          if (attempts.getAndIncrement() > 0 && !interruption.reason().isEmpty()) {
            throw ChirpException.project(
                "%s for %s failed, and is not tried again because of %s."
                    .formatted(action, resource, interruption.reason()));
          }
          return call.get();
        });
  }

  private static boolean isRefused(ChirpException e, int status) {
    return AwsRefusal.of(e).filter(refusal -> refusal.status() == status).isPresent();
  }

  private Optional<String> version(String key, String resource) {
    return Optional.ofNullable(
        cleaning(
                "s3:GetObject",
                resource,
                () ->
                    aws.s3()
                        .headObject(
                            r -> {
                              r.bucket(bucket).key(key);
                              r.expectedBucketOwner(aws.identity().account());
                            }))
            .versionId());
  }

  private String key(CodePackage code) {
    String stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .format(aws.time().now().atOffset(ZoneOffset.UTC));
    String sha = HexFormat.of().formatHex(Base64.getDecoder().decode(code.codeSha256()));
    return "%s/%s-%s-%s.zip"
        .formatted(
            folder, stamp, sha.substring(0, 12), UUID.randomUUID().toString().substring(0, 8));
  }

  /**
   * Takes away what an upload may have left that got no answer, or a broken one.
   *
   * @return whether nothing is left
   */
  boolean deleteUnsure(InBucket place, ChirpException failure) {
    boolean isRefused = !AwsRefusal.isUnsure(failure) && !isRefused(failure, 409);
    return isRefused || deleteIfThere(place);
  }

  /**
   * Takes away what an upload may have left whose end was not awaited.
   *
   * @return whether nothing is left
   */
  boolean deleteIfThere(InBucket place) {
    try {
      return delete(new InBucket(bucket, place.key(), version(place.key(), place.toString())));
    } catch (ChirpException e) {
      if (isRefused(e, 404)) {
        return true;
      }
      progress.warn("%s may be there: %s".formatted(place, e.problem()), e);
      return false;
    }
  }

  /**
   * Takes the object away.
   *
   * @return whether it is gone
   */
  boolean delete(InBucket object) {
    for (int i = 1; ; i++) {
      try {
        cleaning(
            "s3:DeleteObject",
            "object '%s' of bucket '%s'".formatted(object.key(), object.bucket()),
            () ->
                aws.s3()
                    .deleteObject(
                        r -> {
                          r.bucket(object.bucket()).key(object.key());
                          r.expectedBucketOwner(aws.identity().account());
                          object.version().ifPresent(r::versionId);
                        }));
        progress.detail("Deleted " + object);
        return true;
      } catch (ChirpException e) {
        if (i == TRIES
            || !interruption.reason().isEmpty()
            || AwsRefusal.isWithoutCredentials(e)
            || AwsRefusal.of(e).filter(AwsRefusal::isDenied).isPresent()) {
          progress.warn("%s stays: %s".formatted(object, e.problem()), e);
          return false;
        }
        aws.time().pause(BETWEEN_TRIES);
      }
    }
  }

  private static InputStream opened(CodePackage code) {
    try {
      return Files.newInputStream(code.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
