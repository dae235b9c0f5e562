package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CodeLocation.InBucket;
import dev.chirp.internal.pack.CodePackage;
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
 * The single object that a run uploads. Its key is unique, so no run can replace or delete another
 * run's object.
 *
 * @param gate stops further attempts; a cleanup is still attempted once
 */
record CodeUpload(Aws aws, String bucket, String folder, Progress progress, StartGate gate) {
  /** The size of the zip is printed in this unit. */
  private static final double MB = 1 << 20;

  private static final int TRIES = 3;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** The time for an attempt that starts just before the time limit. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Returns the place for this run's zip. */
  InBucket place(CodePackage code) {
    return new InBucket(bucket, key(code), Optional.empty());
  }

  /**
   * Uploads the zip.
   *
   * @throws DeployStopped if no further attempt may start
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
            () -> new UploadProgressStream(opened(code), progress), code.size(), "application/zip");
    InBucket uploaded = new InBucket(bucket, key, put(request, body));
    progress.say("Uploaded %.1f MB to %s".formatted(code.size() / MB, uploaded));
    return uploaded;
  }

  /**
   * Puts the object. Returns its version if the bucket keeps versions.
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
        // Only this run knows the key, so an earlier attempt succeeded and its response was lost.
        if (isRefused(e, 412)) {
          return version(request.key(), resource);
        }
        // An earlier attempt is still in progress.
        if (!isRefused(e, 409) || i == TRIES) {
          throw e;
        }
        aws.time().pause(BETWEEN_TRIES);
      }
    }
  }

  private PutObjectResponse attempt(PutObjectRequest request, RequestBody body) {
    String reason = gate.reason();
    if (!reason.isEmpty()) {
      throw new DeployStopped(
          DeployOutcome.skipped(
              "not tried, because of %s before the zip was in bucket '%s'"
                  .formatted(reason, bucket)));
    }
    return aws.s3Uploader(request.contentLength(), this::clipped).putObject(request, body);
  }

  private Duration clipped(Duration wait) {
    Duration left = gate.atMost(wait);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** Makes a cleanup call. It is retried only while the run may continue. */
  private <T> T cleaning(String action, String resource, Supplier<T> call) {
    AtomicInteger attempts = new AtomicInteger();
    return aws.call(
        action,
        resource,
        () -> {
          if (attempts.getAndIncrement() > 0 && !gate.isOpen()) {
            throw ChirpException.project(
                "%s for %s failed and is not retried because of %s."
                    .formatted(action, resource, gate.reason()));
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
   * Deletes what a failed upload may have left behind.
   *
   * @return whether nothing is left
   */
  boolean deleteUnsure(InBucket place, ChirpException failure) {
    boolean isRefused = !AwsRefusal.isUnsure(failure) && !isRefused(failure, 409);
    return isRefused || deleteIfThere(place);
  }

  /**
   * Deletes what an interrupted upload may have left behind.
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
   * Deletes the object.
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
            || !gate.isOpen()
            || AwsRefusal.isWithoutCredentials(e)
            || AwsRefusal.isDenied(e)) {
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
