package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.pack.CodePackage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The input of a deploy.
 *
 * @param bucket the bucket to upload the zip to; empty to send it to Lambda directly, up to 50 MB
 * @param replaceEnvironment whether to remove variables that the project does not set
 * @param adopt whether to change functions that this project did not create
 * @param logRetentionDays the retention of the log groups that this project creates
 */
public record DeployRequest(
    List<FunctionSpec> functions,
    CodePackage code,
    Ownership ownership,
    ExecutionRole role,
    Optional<String> bucket,
    boolean replaceEnvironment,
    boolean adopt,
    OptionalInt logRetentionDays) {

  public DeployRequest {
    functions = List.copyOf(functions);
    if (bucket.isEmpty() && code.needsBucket()) {
      throw ChirpException.project(
              String.format(
                  Locale.ROOT,
                  "'%s' has %,d bytes; without a bucket Lambda accepts up to 50 MB (52,428,800 bytes).",
                  code.file().getFileName(),
                  code.size()))
          .withSuggestion("-Dchirp.bucket=acme-code, a bucket in the region of the functions");
    }
    new LogGroupRetention(logRetentionDays);
  }

  /** Returns the key prefix of this project's objects. */
  String folder() {
    return "chirp/" + ownership.project().replace(':', '.');
  }
}
