package dev.chirp.internal.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A credentials provider that throws {@link Failure} for every failure, including refusals by STS
 * and single sign-on. Callers can then distinguish it from a failure of the call itself, which was
 * never sent.
 */
record CredentialSource(AwsCredentialsProvider provider) implements AwsCredentialsProvider {

  /** There are no credentials to sign with. */
  static final class Failure extends SdkClientException {
    private static final long serialVersionUID = 1L;

    Failure(RuntimeException cause) {
      super(builder().message(cause.getMessage()).cause(cause));
    }
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (RuntimeException e) {
      throw new Failure(e);
    }
  }
}
