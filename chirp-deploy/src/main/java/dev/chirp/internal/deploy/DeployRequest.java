package dev.chirp.internal.deploy;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Ownership;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for.
 *
 * @param bucket that the zip goes through; nothing to send it to Lambda directly, up to 50 MB
 * @param replaceEnvironment whether variables that the project does not set are removed
 * @param adopt whether functions that this project did not make may be changed
 * @param logRetentionDays of log groups of functions that are created
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
                  "'%s' has %,d bytes; without a bucket Lambda takes up to 50 MB (52,428,800 bytes).",
                  code.file().getFileName(),
                  code.size()))
          .withSuggestion("-Dchirp.bucket=acme-code, a bucket in the region of the functions");
    }
    new LogGroupRetention(logRetentionDays);
  }

  /** What the objects of this project are under. */
  String folder() {
    return "chirp/" + ownership.project().replace(':', '.');
  }
}
