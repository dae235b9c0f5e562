package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import dev.chirp.core.SandboxAddress;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's own search for credentials and region, and a helpful word where it finds none. */
record Credentials(AwsSettings settings, AwsCredentialsProvider provider) {
  private static final String SANDBOX_REGION = "us-east-1";

  static Credentials of(AwsSettings settings) {
    if (settings.sandboxKey().isPresent()) {
      return new Credentials(
          settings,
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.sandboxKey().get(), SandboxAddress.SECRET)));
    }
    Profiles profiles = Profiles.read();
    settings.profile().ifPresent(profiles::check);
    return new Credentials(
        settings,
        settings
            .profile()
            .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
            // With a profile's name it would still take keys from the environment first.
            .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
  }

  Region region() {
    if (settings.region().isPresent()) {
      return named(settings.region().get());
    }
    if (settings.sandbox()) {
      return found(new SystemSettingsRegionProvider()).orElse(Region.of(SANDBOX_REGION));
    }
    AwsRegionProvider chain =
        settings
            .profile()
            .<AwsRegionProvider>map(
                name ->
                    new AwsRegionProviderChain(
                        new SystemSettingsRegionProvider(),
                        new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, name)))
            .orElseGet(DefaultAwsRegionProviderChain::new);
    return found(chain).orElseThrow(this::noRegion);
  }

  private ChirpException noRegion() {
    ChirpException none =
        ChirpException.noAws(
                "No AWS region: neither chirp.region, AWS_REGION nor the profile names one.")
            .withSuggestion("-Dchirp.region=eu-west-1");
    return settings.profile().isPresent()
        ? none
        : new EnvironmentFailures(Profiles.read(), none).profile().orElse(none);
  }

  /** Region ids become part of a host name. */
  private static Region named(String id) {
    if (!id.matches("[a-z]{2,5}(-[a-z]+)+-\\d{1,2}")) {
      throw ChirpException.project("chirp.region is '%s', which is no AWS region.".formatted(id))
          .withSuggestion("-Dchirp.region=eu-west-1");
    }
    return Region.of(id);
  }

  private static Optional<Region> found(AwsRegionProvider provider) {
    try {
      return Optional.ofNullable(provider.getRegion());
    } catch (SdkClientException ignored) {
      // Its way to say that there is none.
      return Optional.empty();
    }
  }

  /** Fails now, and in words, rather than at the first call. */
  void check() {
    try {
      provider.resolveCredentials();
    } catch (RuntimeException e) {
      throw new CredentialFailures(settings).none(e);
    }
  }

  /** For the clients of AWS's services. */
  AwsCredentialsProvider source() {
    return new CredentialSource(provider);
  }

  void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      IoUtils.closeQuietlyV2(closeable, null);
    }
  }
}
