package dev.chirp.internal.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials of which a failure to get them can be told from a failure of the call that they were
 * for: that call was never sent. The SDK throws here whatever the way to them throws, refusals by
 * STS or single sign-on too.
 */
record CredentialSource(AwsCredentialsProvider provider) implements AwsCredentialsProvider {

  /** There is nothing to sign with. */
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
