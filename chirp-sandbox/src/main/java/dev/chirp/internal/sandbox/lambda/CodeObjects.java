package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.nio.file.Path;
import java.util.Optional;

/** The S3 objects that Lambda reads deployment packages from. */
public interface CodeObjects {
  /**
   * The deployment package as a file.
   *
   * @param call the request, whose account and region Lambda reads with
   * @throws AwsError with Lambda's own message when the bucket, key or version does not exist, or
   *     when the bucket belongs to another account or region
   */
  Path read(Call call, String bucket, String key, Optional<String> version);
}
