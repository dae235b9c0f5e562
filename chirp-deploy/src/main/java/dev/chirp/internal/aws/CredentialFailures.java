package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * Messages for missing and expired credentials. The source of the credentials decides the
 * suggestion.
 */
record CredentialFailures(AwsSettings settings, Proxies proxies) {
  /**
   * An address for looking up the proxies used to fetch credentials. All issuers share its domain.
   */
  private static final URI ISSUER = URI.create("https://sts.amazonaws.com");

  /** Explains why the search for credentials failed. */
  ChirpException none(RuntimeException e) {
    String name = profileName();
    Profiles profiles = Profiles.read();
    Optional<ChirpException> set = ofEnvironment(profiles, e);
    if (set.isPresent()) {
      return set.get();
    }
    if (inEnvironment() || !profiles.has(name)) {
      return nowhere(e);
    }
    Optional<String> login = profiles.login(name);
    Optional<String> role = profiles.role(name);
    RuntimeException own = ofProfile(name, e);
    String problem =
        role.map(arn -> "Profile '%s' could not assume '%s'".formatted(name, arn))
            .orElse("Profile '%s' gives no AWS credentials".formatted(name));
    ChirpException failure =
        ChirpException.execution(
            "%s%s: %s".formatted(problem, through(proxies, own), own.getMessage()), e);
    if (login.isPresent()) {
      return failure.withSuggestion(login(login.get()));
    }
    return role.isPresent() ? failure : failure.withSuggestion(configure(name));
  }

  private static ChirpException nowhere(RuntimeException e) {
    String sandbox = ", or the same command with -Dchirp.sandbox, which needs no account";
    return isConfigurationKnown()
        ? ChirpException.noAws(
                "No AWS credentials: neither the environment nor the AWS configuration contains them.",
                e)
            .withSuggestion("aws configure" + sandbox)
        : ChirpException.noAws(
                "No AWS credentials: they are not in the environment, and without HOME Chirp cannot find ~/.aws.",
                e)
            .withSuggestion("export HOME=/home/ann" + sandbox);
  }

  /**
   * Returns whether the AWS configuration has a known location. In many containers the user has no
   * entry in the user database and the home directory is {@code ?}.
   */
  private static boolean isConfigurationKnown() {
    return Stream.of(
            ProfileFileSystemSetting.AWS_CONFIG_FILE.getNonDefaultStringValue(),
            ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE.getNonDefaultStringValue(),
            Optional.ofNullable(System.getenv("HOME")),
            Optional.ofNullable(System.getenv("USERPROFILE")),
            Optional.ofNullable(System.getProperty("user.home")))
        .flatMap(Optional::stream)
        .anyMatch(path -> !path.isBlank() && !path.equals("?"));
  }

  private Optional<ChirpException> ofEnvironment(Profiles profiles, RuntimeException e) {
    return settings.profile().isPresent()
        ? Optional.empty()
        : new EnvironmentFailures(profiles, proxies, e).first();
  }

  /** Describes the proxies in use if a connection failed. */
  static String through(Proxies proxies, Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof IOException) {
        return proxies.described(ISSUER);
      }
    }
    return "";
  }

  /** Returns the profile's own failure. The chain's failure lists every source and fills a page. */
  private RuntimeException ofProfile(String name, RuntimeException e) {
    if (settings.profile().isPresent()) {
      return e;
    }
    try (ProfileCredentialsProvider profile = ProfileCredentialsProvider.create(name)) {
      profile.resolveCredentials();
      return e;
    } catch (RuntimeException own) {
      return own;
    }
  }

  /**
   * Explains that credentials became unavailable during the work. A chain's reasons would fill a
   * page.
   */
  ChirpException gone(RuntimeException e) {
    String why =
        settings.profile().map(name -> " (profile '%s': %s)".formatted(name, reason(e))).orElse("");
    return ChirpException.execution(
            "AWS credentials are no longer available%s. Chirp made no further calls."
                .formatted(why),
            e)
        .withSuggestion(renewal());
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** Explains that the credentials expired, and suggests how to renew them. */
  ChirpException expired(RuntimeException e) {
    return ChirpException.execution(
            "The AWS credentials have expired%s. Chirp made no further calls.".formatted(profile()),
            e)
        .withSuggestion(renewal());
  }

  private String profile() {
    return settings.profile().map(name -> ", profile '" + name + "'").orElse("");
  }

  private String renewal() {
    if (inEnvironment()) {
      return "export new values of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";
    }
    String name = profileName();
    Profiles profiles = Profiles.read();
    Optional<String> login = profiles.login(name);
    if (login.isPresent() || !profiles.has(name)) {
      return login(login.orElse(name));
    }
    return profiles.role(name).isPresent() ? "the same command again" : configure(name);
  }

  /**
   * Returns whether keys are in the environment, which the SDK prefers to any profile unless one is
   * requested.
   */
  private boolean inEnvironment() {
    return settings.profile().isEmpty()
        && SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent();
  }

  private String profileName() {
    return settings.profile().orElseGet(Profiles::defaultName);
  }

  private static String login(String profile) {
    return "aws sso login" + option(profile);
  }

  private static String configure(String profile) {
    return "aws configure" + option(profile);
  }

  private static String option(String profile) {
    return profile.equals("default") ? "" : " --profile " + profile;
  }
}
