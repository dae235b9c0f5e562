package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.SandboxAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The place to call AWS at, and the credentials to use. Keys and secrets cannot be set: they come
 * from the SDK's default chain or from the sandbox.
 *
 * @param profile a profile in {@code ~/.aws/config}
 * @param endpointUrl one endpoint for all services, instead of AWS's own
 * @param sandboxKey the sandbox's access key id, if the endpoint is a sandbox
 * @param expectedAccount the only account to work in
 * @param maxAttempts the number of attempts for a call, including the first
 * @see <a
 *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default
 *     credentials provider chain</a>
 */
public record AwsSettings(
    Optional<String> profile,
    Optional<String> region,
    Optional<URI> endpointUrl,
    Optional<String> sandboxKey,
    Optional<String> expectedAccount,
    int maxAttempts) {

  /**
   * The number of attempts for a call. It is set here because the SDK's own default is about to
   * change.
   */
  public static final int DEFAULT_MAX_ATTEMPTS = 6;

  public AwsSettings {
    endpointUrl.ifPresent(AwsSettings::check);
    if (expectedAccount.isPresent() && !expectedAccount.get().matches("\\d{12}")) {
      throw ChirpException.project(
          "-Dchirp.expectedAccount is '%s', but an account id is 12 digits."
              .formatted(expectedAccount.get()));
    }
    if (maxAttempts < 1) {
      throw ChirpException.project(
              "chirp.maxAttempts is '%d', but a call needs at least one attempt."
                  .formatted(maxAttempts))
          .withSuggestion("-Dchirp.maxAttempts=" + DEFAULT_MAX_ATTEMPTS);
    }
  }

  /**
   * Returns the settings for a sandbox on this machine. The user's own credentials are never read
   * or sent.
   */
  public static AwsSettings ofSandbox(SandboxAddress sandbox, Optional<String> region) {
    return new AwsSettings(
        Optional.empty(),
        region,
        Optional.of(sandbox.endpoint()),
        Optional.of(sandbox.accessKeyId()),
        Optional.empty(),
        DEFAULT_MAX_ATTEMPTS);
  }

  /** Returns whether the endpoint is a sandbox. */
  public boolean sandbox() {
    return sandboxKey.isPresent();
  }

  /** Returns the flags with which a command reaches the same AWS, each after a space. */
  public String flags() {
    StringBuilder flags = new StringBuilder();
    if (sandbox()) {
      flags.append(" -Dchirp.sandbox");
    } else {
      endpointUrl.ifPresent(url -> flags.append(" -Dchirp.endpointUrl=").append(url));
    }
    profile.ifPresent(name -> flags.append(" -Dchirp.profile=").append(name));
    region.ifPresent(id -> flags.append(" -Dchirp.region=").append(id));
    return flags.toString();
  }

  /** Returns whether the endpoint is on this machine. */
  boolean isOnThisMachine() {
    return endpointUrl.filter(AwsSettings::isOnThisMachine).isPresent();
  }

  /** Returns whether a URL points to this machine. */
  static boolean isOnThisMachine(URI url) {
    return Loopback.isUrl(host(url));
  }

  private static String host(URI endpoint) {
    return Optional.ofNullable(endpoint.getHost()).orElse("");
  }

  private static void check(URI endpoint) {
    boolean safe =
        "https".equals(endpoint.getScheme())
            || ("http".equals(endpoint.getScheme())
                && isOnThisMachine(endpoint)
                && !host(endpoint)
                    .toLowerCase(Locale.ROOT)
                    .endsWith(".localhost")); // some resolvers ask DNS for these
    if (!safe || host(endpoint).isEmpty()) {
      throw ChirpException.project(
              "-Dchirp.endpointUrl is '%s', but requests carry credentials: use https, or http on this machine."
                  .formatted(endpoint))
          .withSuggestion("-Dchirp.endpointUrl=http://127.0.0.1:4566");
    }
  }
}
