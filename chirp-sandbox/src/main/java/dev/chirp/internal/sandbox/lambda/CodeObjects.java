package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.nio.file.Path;
import java.util.Optional;

/** Where Lambda reads the zips that were uploaded to S3. */
public interface CodeObjects {
  /**
   * The zip as a file.
   *
   * @param call the caller's, whose account and region Lambda reads with
   * @throws AwsError with Lambda's own message when there is no such bucket, key or version, when
   *     the bucket is another account's or in another region
   */
  Path read(Call call, String bucket, String key, Optional<String> version);
}
