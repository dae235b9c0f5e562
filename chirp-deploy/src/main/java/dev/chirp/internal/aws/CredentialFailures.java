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
 * Words for credentials that there are none of, or that have expired: where they come from says
 * what helps.
 */
record CredentialFailures(AwsSettings settings, Proxies proxies) {
  /** For the proxies on the way to whatever gives credentials; they have one domain. */
  private static final URI ISSUER = URI.create("https://sts.amazonaws.com");

  /** Why there are none, when the search for them ended with this. */
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
                "No AWS credentials: neither the environment nor the AWS configuration has any.", e)
            .withSuggestion("aws configure" + sandbox)
        : ChirpException.noAws(
                "No AWS credentials: the environment has none, and without HOME there is no ~/.aws to look in.",
                e)
            .withSuggestion("export HOME=/home/ann" + sandbox);
  }

  /**
   * A user without an entry in the system's list, as in many containers, has the home {@code ?}.
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

  /** The proxies on the way, where no answer came. */
  static String through(Proxies proxies, Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof IOException) {
        return proxies.described(ISSUER);
      }
    }
    return "";
  }

  /** A chain says of all that it tried why it failed, which fills a page; one thing helps. */
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

  /** That there are none any more, in the middle of the work; a chain's reasons fill a page. */
  ChirpException gone(RuntimeException e) {
    String why =
        settings.profile().map(name -> " (profile '%s': %s)".formatted(name, reason(e))).orElse("");
    return ChirpException.execution(
            "There are no AWS credentials any more%s. Nothing more was tried.".formatted(why), e)
        .withSuggestion(renewal());
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** What gets new ones in place of those that have expired. */
  ChirpException expired(RuntimeException e) {
    return ChirpException.execution(
            "The AWS credentials have expired%s. Nothing more was tried.".formatted(profile()), e)
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

  /** The SDK reads them before any profile, unless one is asked for. */
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
