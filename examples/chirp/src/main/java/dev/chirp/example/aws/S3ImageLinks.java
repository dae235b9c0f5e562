package dev.chirp.example.aws;

import dev.chirp.example.service.ImageLinks;
import dev.chirp.example.service.ImageLocation;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Links to a bucket, signed with the credentials of the function's role. Signing calls no service.
 * S3 checks only when the link is used whether the picture exists and the role may read it.
 */
public final class S3ImageLinks implements ImageLinks {

  private final Supplier<S3Presigner> presigner;
  private final String bucket;

  /**
   * Links to this bucket.
   *
   * @param presigner created with the first link: most functions never create a link
   */
  public S3ImageLinks(Supplier<S3Presigner> presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  @Override
  public String download(ImageLocation location) {
    return presigner
        .get()
        .presignGetObject(
            r ->
                r.signatureDuration(EXPIRY)
                    .getObjectRequest(o -> o.bucket(bucket).key(location.key())))
        .url()
        .toString();
  }

  @Override
  public String upload(ImageLocation location) {
    return presigner
        .get()
        .presignPutObject(
            r ->
                r.signatureDuration(EXPIRY)
                    .putObjectRequest(
                        o -> o.bucket(bucket).key(location.key()).contentType("image/jpeg")))
        .url()
        .toString();
  }
}
