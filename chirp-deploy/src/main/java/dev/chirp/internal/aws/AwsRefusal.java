package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What AWS said when it refused a call, for those who act upon it.
 *
 * @param status of HTTP
 * @param code such as {@code ResourceConflictException}
 */
public record AwsRefusal(int status, String code, String message) {

  /** The refusal behind a failure; nothing if there was no answer at all. */
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

  /** Whether AWS refused with that code, such as {@code ResourceConflictException}. */
  public static boolean is(ChirpException failure, String code) {
    return of(failure).filter(refusal -> refusal.code().equals(code)).isPresent();
  }

  /** What is read; empty where AWS says that it is not there. */
  public static <T> Optional<T> found(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ChirpException e) {
      if (is(e, "ResourceNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether no further call can succeed, because the credentials have expired or are gone. */
  public static boolean isWithoutCredentials(ChirpException failure) {
    return failure.getCause() instanceof SdkException cause
        && AwsFailures.isWithoutCredentials(cause);
  }

  /** Whether a call was not even sent, because there was nothing to sign it with. */
  public static boolean isUnsigned(SdkException failure) {
    return AwsFailures.isUnsigned(failure);
  }

  /**
   * Whether it is unknown if the call did anything: AWS broke, or did not answer. A call that was
   * not signed, because there were no credentials, did nothing.
   */
  public static boolean isUnsure(ChirpException failure) {
    return failure.kind() == ChirpException.Kind.EXECUTION
        && !isWithoutCredentials(failure)
        && of(failure).map(refusal -> refusal.status() >= 500).orElse(true);
  }

  public boolean isDenied() {
    return AwsFailures.isDenied(code);
  }
}
