package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * AWS's error response to a call, for callers that react to it.
 *
 * @param status the HTTP status
 * @param code such as {@code ResourceConflictException}
 */
public record AwsRefusal(int status, String code, String message) {

  /** Returns the error response behind a failure. Empty if AWS did not respond at all. */
  public static Optional<AwsRefusal> of(ChirpException failure) {
    return failure.getCause() instanceof AwsServiceException service
        ? Optional.of(
            new AwsRefusal(
                service.statusCode(),
                AwsFailures.code(service),
                Optional.ofNullable(service.awsErrorDetails())
                    .map(AwsErrorDetails::errorMessage)
                    .orElse("")))
        : Optional.empty();
  }

  /** Returns whether AWS refused with this code, such as {@code ResourceConflictException}. */
  public static boolean is(ChirpException failure, String code) {
    return of(failure).filter(refusal -> refusal.code().equals(code)).isPresent();
  }

  /** Reads a resource. Empty if AWS says that it does not exist. */
  public static <T> Optional<T> found(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ChirpException e) {
      if (is(e, "ResourceNotFoundException") || is(e, "NotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns whether all further calls would fail because the credentials expired or are gone. */
  public static boolean isWithoutCredentials(ChirpException failure) {
    return failure.getCause() instanceof SdkException cause
        && AwsFailures.isWithoutCredentials(cause);
  }

  /** Returns whether the call was never sent because there were no credentials to sign it. */
  public static boolean isUnsigned(SdkException failure) {
    return AwsFailures.isUnsigned(failure);
  }

  /**
   * Returns whether the call may have had an effect: AWS failed or did not respond. A call that was
   * not signed was never sent.
   */
  public static boolean isUnsure(ChirpException failure) {
    return failure.kind() == ChirpException.Kind.EXECUTION
        && !isWithoutCredentials(failure)
        && of(failure).map(refusal -> refusal.status() >= 500).orElse(true);
  }

  /** Returns whether the credentials may not make the call. */
  public static boolean isDenied(ChirpException failure) {
    return of(failure).filter(refusal -> AwsFailures.isDenied(refusal.code())).isPresent();
  }
}
