package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * Messages for a credentials source that is set in the environment but yields no credentials. They
 * quote the names of variables, and never a value that may be a secret.
 *
 * @param proxies the proxies to the sources that are called
 * @param failure of the search through all sources
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">Credential
 *     providers</a>
 */
record EnvironmentFailures(Profiles profiles, Proxies proxies, RuntimeException failure) {
  private static final String WHO_AM_I = "aws sts get-caller-identity";

  /** Returns the failure of the first source that is set, in the SDK's order. */
  Optional<ChirpException> first() {
    return keys().or(this::webIdentity).or(this::profile).or(this::container);
  }

  private Optional<ChirpException> keys() {
    return half(SdkSystemSetting.AWS_ACCESS_KEY_ID, SdkSystemSetting.AWS_SECRET_ACCESS_KEY)
        .or(() -> half(SdkSystemSetting.AWS_SECRET_ACCESS_KEY, SdkSystemSetting.AWS_ACCESS_KEY_ID));
  }

  private Optional<ChirpException> half(SystemSetting there, SystemSetting missing) {
    return value(there)
        .filter(set -> value(missing).isEmpty())
        .map(
            set ->
                failed("%s is missing, though %s is set.".formatted(name(missing), name(there)))
                    .withSuggestion(
                        "export %s, or unset %s".formatted(name(missing), name(there))));
  }

  private Optional<ChirpException> webIdentity() {
    SystemSetting variable = SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE;
    return value(variable).map(file -> webIdentity(name(variable), file));
  }

  private ChirpException webIdentity(String variable, String file) {
    Optional<String> role = value(SdkSystemSetting.AWS_ROLE_ARN);
    if (role.isEmpty()) {
      return failed("AWS_ROLE_ARN is missing, though %s is set.".formatted(variable))
          .withSuggestion("export AWS_ROLE_ARN, or unset " + variable);
    }
    if (!Files.isReadable(Path.of(file))) {
      return failed("%s is set, but its file '%s' cannot be read.".formatted(variable, file))
          .withSuggestion("ls -l \"$%s\"".formatted(variable));
    }
    return alone(
        variable,
        "'%s' could not be assumed".formatted(role.get()),
        Optional.of(proxies),
        WebIdentityTokenFileCredentialsProvider.create());
  }

  /** Explains that the profile in AWS_PROFILE does not exist. */
  Optional<ChirpException> profile() {
    return value(ProfileFileSystemSetting.AWS_PROFILE)
        .filter(name -> !profiles.has(name))
        .map(
            name ->
                failed(
                        "AWS_PROFILE names '%s', which does not exist. Profiles in the AWS configuration: %s."
                            .formatted(name, profiles.names()))
                    .withSuggestion("aws configure --profile " + name));
  }

  /**
   * The SDK tries a container after a profile that AWS_PROFILE names, but before the default
   * profile.
   */
  private Optional<ChirpException> container() {
    if (value(ProfileFileSystemSetting.AWS_PROFILE).isPresent()) {
      return Optional.empty();
    }
    return ofContainer(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        .or(() -> ofContainer(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI));
  }

  private Optional<ChirpException> ofContainer(SystemSetting variable) {
    return value(variable)
        .map(
            set ->
                alone(
                    name(variable),
                    "that address gives no AWS credentials",
                    Optional.empty(),
                    ContainerCredentialsProvider.builder().build()));
  }

  /**
   * Asks this one source again, because the chain's failure does not say which source gave which
   * reason.
   */
  private <P extends AwsCredentialsProvider & SdkAutoCloseable> ChirpException alone(
      String variable, String problem, Optional<Proxies> through, P provider) {
    RuntimeException own = failure;
    try {
      provider.resolveCredentials();
    } catch (RuntimeException e) {
      own = e;
    } finally {
      IoUtils.closeQuietlyV2(provider, null);
    }
    RuntimeException cause = own;
    String way = through.map(asked -> CredentialFailures.through(asked, cause)).orElse("");
    return ChirpException.execution(
            "%s is set, but %s%s: %s".formatted(variable, problem, way, reason(own)), own)
        .withSuggestion(WHO_AM_I);
  }

  /**
   * Returns a reason that is safe to print. A parser's message may quote a key; the JDK's own
   * messages are about connections.
   */
  private static String reason(RuntimeException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    Throwable said = root.getClass().getName().startsWith("java.") ? root : e;
    return Optional.ofNullable(said.getMessage()).orElse(said.getClass().getSimpleName());
  }

  private ChirpException failed(String problem) {
    return ChirpException.execution(problem, failure);
  }

  /** Treats an empty variable as unset. */
  private static Optional<String> value(SystemSetting variable) {
    return variable.getNonDefaultStringValue().map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String name(SystemSetting variable) {
    return variable.environmentVariable();
  }
}
