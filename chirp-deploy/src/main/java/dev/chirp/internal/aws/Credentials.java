package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's search for credentials and region, with a helpful message if it fails. */
record Credentials(AwsSettings settings, Proxies proxies, AwsCredentialsProvider provider) {
  static Credentials of(AwsSettings settings, Proxies proxies) {
    if (settings.sandboxKey().isPresent()) {
      return new Credentials(
          settings,
          proxies,
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.sandboxKey().get(), SandboxAddress.SECRET)));
    }
    Profiles profiles = Profiles.read();
    settings.profile().ifPresent(profiles::check);
    return new Credentials(
        settings,
        proxies,
        settings
            .profile()
            .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
            // With a profile's name, the default provider would still prefer keys from the
            // environment.
            .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
  }

  /**
   * Returns the configured region. Without one, and without {@code chirp.profile}, asks the EC2
   * instance.
   */
  Region region() {
    ConfiguredRegion configured = ConfiguredRegion.of(settings.region(), settings.profile());
    if (settings.sandbox()) {
      return Region.of(configured.ofSandbox());
    }
    return configured
        .find()
        .map(Region::of)
        .or(() -> settings.profile().isPresent() ? Optional.empty() : ofInstance())
        .orElseThrow(this::noRegion);
  }

  private ChirpException noRegion() {
    ChirpException none =
        ChirpException.noAws(
                "No AWS region: neither chirp.region, AWS_REGION, AWS_DEFAULT_REGION nor the profile names one.")
            .withSuggestion("-Dchirp.region=eu-west-1");
    return settings.profile().isPresent()
        ? none
        : new EnvironmentFailures(Profiles.read(), proxies, none).profile().orElse(none);
  }

  private static Optional<Region> ofInstance() {
    try {
      return Optional.ofNullable(new InstanceProfileRegionProvider().getRegion());
    } catch (SdkClientException ignored) {
      // This machine is not an EC2 instance.
      return Optional.empty();
    }
  }

  /** Fails now with a clear message, not at the first call. */
  void check() {
    try {
      resolve();
    } catch (RuntimeException e) {
      throw CredentialHttp.through(
          proxies, () -> new CredentialFailures(settings, proxies).none(e));
    }
  }

  private AwsCredentials resolve() {
    return settings.sandbox()
        ? provider.resolveCredentials()
        : CredentialHttp.through(proxies, provider::resolveCredentials);
  }

  /** The credentials provider for the service clients. */
  AwsCredentialsProvider source() {
    return new CredentialSource(this::resolve);
  }

  void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      IoUtils.closeQuietlyV2(closeable, null);
    }
  }
}
