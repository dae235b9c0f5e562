package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.SandboxAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where to call AWS and in whose name. There is no place for a key or a secret: credentials come
 * from the SDK's default chain, or are the sandbox's.
 *
 * @param profile of {@code ~/.aws/config}
 * @param endpointUrl one endpoint for all services, instead of AWS's own
 * @param sandboxKey the access key id of the sandbox at that endpoint, if it is one
 * @param expectedAccount the only account to work in
 * @param maxAttempts how often a call is tried in all
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

  /** Tries of a call that may be repeated; the SDK's own default is about to change. */
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
              "chirp.maxAttempts is '%d', but a call is tried once at least."
                  .formatted(maxAttempts))
          .withSuggestion("-Dchirp.maxAttempts=" + DEFAULT_MAX_ATTEMPTS);
    }
  }

  /** A sandbox on this machine; the user's own credentials are not read, let alone sent. */
  public static AwsSettings ofSandbox(SandboxAddress sandbox, Optional<String> region) {
    return new AwsSettings(
        Optional.empty(),
        region,
        Optional.of(sandbox.endpoint()),
        Optional.of(sandbox.accessKeyId()),
        Optional.empty(),
        DEFAULT_MAX_ATTEMPTS);
  }

  /** Whether the endpoint is a sandbox. */
  public boolean sandbox() {
    return sandboxKey.isPresent();
  }

  /** What a command needs to reach the same AWS: {@code -Dchirp.…}, each after a space. */
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

  /** Whether the endpoint is one of this machine's own. */
  boolean isOnThisMachine() {
    return endpointUrl.filter(AwsSettings::isOnThisMachine).isPresent();
  }

  /** Whether a URL is of this machine. */
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
                    .endsWith(".localhost")); // some resolvers ask DNS for those
    if (!safe || host(endpoint).isEmpty()) {
      throw ChirpException.project(
              "-Dchirp.endpointUrl is '%s', but requests carry credentials: https, or http to this machine."
                  .formatted(endpoint))
          .withSuggestion("-Dchirp.endpointUrl=http://127.0.0.1:4566");
    }
  }
}
