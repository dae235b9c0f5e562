package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets system properties, which the SDK reads before the environment and treats alike. */
class CredentialsTest {
  private static final String ENVIRONMENT_ACCOUNT = "111111111111";
  private static final String PROFILE_ACCOUNT = "222222222222";
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  @TempDir private Path directory;
  private final Map<String, Optional<String>> before = new HashMap<>();

  @BeforeEach
  void hideSettingsOfThisMachine() {
    set("aws.configFile", directory.resolve("config").toString());
    set("aws.sharedCredentialsFile", directory.resolve("credentials").toString());
    set("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void restore() {
    before.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> System.setProperty(name, text), () -> System.clearProperty(name)));
  }

  @Test
  void profileWinsOverKeysInTheEnvironment() throws IOException {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      set("aws.accessKeyId", keyOf(sandbox, ENVIRONMENT_ACCOUNT));
      set("aws.secretAccessKey", "x");
      String key = keyOf(sandbox, PROFILE_ACCOUNT);
      config("[profile dev]", "aws_access_key_id=" + key, "aws_secret_access_key=x");
      try (Aws aws = Aws.connect(settings("dev", sandbox.endpoint()))) {
        assertEquals(PROFILE_ACCOUNT, aws.identity().account());
      }
      try (Aws aws = Aws.connect(settings("", sandbox.endpoint()))) {
        assertEquals(ENVIRONMENT_ACCOUNT, aws.identity().account());
      }
    }
  }

  @Test
  void profileWithoutKeysIgnoresTheEnvironment() throws IOException {
    keysInTheEnvironment();
    config("[profile team-SSO]", "region=eu-west-1");
    ChirpException failure = refused("team-SSO");
    assertTrue(
        failure.problem().startsWith("Profile 'team-SSO' gives no AWS credentials: "),
        failure::problem);
    assertEquals("aws configure --profile team-SSO", failure.suggestion());
  }

  @Row(1)
  @Test
  void profileWithSingleSignOnSuggestsALogin() throws IOException {
    config(
        "[sso-session corp]",
        "sso_region=eu-west-1",
        "sso_start_url=https://corp.example/start",
        "[profile dev]",
        "sso_session=corp",
        "sso_account_id=" + PROFILE_ACCOUNT,
        "sso_role_name=Developer",
        "[profile prod]",
        "role_arn=arn:aws:iam::333333333333:role/deployer",
        "source_profile=dev");
    assertEquals("aws sso login --profile dev", refused("dev").suggestion());
    assertEquals("aws sso login --profile dev", refused("prod").suggestion());
  }

  @Test
  void defaultProfileReportsOnlyItsOwnReason() throws IOException {
    config(
        "[sso-session corp]",
        "sso_region=eu-west-1",
        "sso_start_url=https://corp.example/start",
        "[default]",
        "sso_session=corp",
        "sso_account_id=" + PROFILE_ACCOUNT,
        "sso_role_name=Developer");
    assertEquals(
        """
        Profile 'default' gives no AWS credentials: The SSO session associated with this profile has \
        expired or is otherwise invalid. To refresh this SSO session run aws sso login with the \
        corresponding profile.
        Try: aws sso login""",
        refused("").getMessage());
  }

  @Test
  void roleThatCannotBeAssumedIsReportedWithTheReason() throws IOException {
    config(
        "[profile prod]",
        "role_arn=arn:aws:iam::333333333333:role/deployer",
        "source_profile=gone",
        "region=eu-west-1");
    ChirpException failure = refused("prod");
    assertTrue(
        failure
            .problem()
            .startsWith(
                "Profile 'prod' could not assume 'arn:aws:iam::333333333333:role/deployer': "),
        failure::problem);
    assertTrue(failure.problem().contains("gone"), failure::problem);
  }

  @Test
  void brokenConfigurationIsAProjectError() throws IOException {
    config("profile dev]", "aws_access_key_id");
    for (String profile : List.of("dev", "")) {
      ChirpException failure = refused(profile);
      assertEquals(ChirpException.Kind.PROJECT, failure.kind());
      assertTrue(
          failure.problem().startsWith("The AWS configuration cannot be read: "), failure::problem);
    }
  }

  @Row(1)
  @Test
  void unreadableTokenFileIsNamed() {
    String token = directory.resolve("token").toString();
    set("aws.webIdentityTokenFile", token);
    set("aws.roleArn", "arn:aws:iam::333333333333:role/ci");
    assertFailure(
        """
        AWS_WEB_IDENTITY_TOKEN_FILE is set, but its file '%s' cannot be read.
        Try: ls -l "$AWS_WEB_IDENTITY_TOKEN_FILE\""""
            .formatted(token));
  }

  @Test
  void tokenFileWithoutARoleIsNamed() {
    set("aws.webIdentityTokenFile", directory.resolve("token").toString());
    assertFailure(
        """
        AWS_ROLE_ARN is missing, though AWS_WEB_IDENTITY_TOKEN_FILE is set.
        Try: export AWS_ROLE_ARN, or unset AWS_WEB_IDENTITY_TOKEN_FILE""");
  }

  @Row(1)
  @Test
  void failingContainerAddressIsReportedWithTheReason() throws IOException {
    config("[default]", "region=eu-west-1");
    set("aws.containerCredentialsFullUri", NOWHERE.toString());
    assertFailure(
        """
        AWS_CONTAINER_CREDENTIALS_FULL_URI is set, but that address gives no AWS credentials: Connection refused
        Try: aws sts get-caller-identity""");
  }

  @Row(1)
  @Test
  void missingProfileOfTheEnvironmentIsNamed() throws IOException {
    config("[profile dev]", "region=eu-west-1", "[profile prod]", "region=eu-west-1");
    set("aws.profile", "typo");
    String expected =
        """
        AWS_PROFILE names 'typo', which does not exist. Profiles in the AWS configuration: dev, prod.
        Try: aws configure --profile typo""";
    assertFailure(expected);
    AwsSettings withoutRegion =
        new AwsSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOWHERE),
            Optional.empty(),
            Optional.empty(),
            1);
    assertEquals(
        expected,
        assertThrows(ChirpException.class, () -> Aws.connect(withoutRegion).close()).getMessage());
  }

  @Row(1)
  @Test
  void missingHalfOfAKeyIsNamedWithoutTheOtherHalf() {
    set("aws.accessKeyId", ENVIRONMENT_ACCOUNT);
    assertFailure(
        """
        AWS_SECRET_ACCESS_KEY is missing, though AWS_ACCESS_KEY_ID is set.
        Try: export AWS_SECRET_ACCESS_KEY, or unset AWS_ACCESS_KEY_ID""");
    set("aws.accessKeyId", " ");
    set("aws.secretAccessKey", "canary-value");
    assertFailure(
        """
        AWS_ACCESS_KEY_ID is missing, though AWS_SECRET_ACCESS_KEY is set.
        Try: export AWS_ACCESS_KEY_ID, or unset AWS_SECRET_ACCESS_KEY""");
  }

  @Test
  void missingCredentialsKeepTheirCause() {
    ChirpException failure = refused("");
    assertEquals(ChirpException.Kind.NO_AWS, failure.kind());
    assertEquals(
        "No AWS credentials: neither the environment nor the AWS configuration contains them.",
        failure.problem());
    assertTrue(String.valueOf(failure.getCause()).contains("in the chain"));
  }

  @Test
  void missingHomeFolderIsTheReason() throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String unset :
        List.of(
            "HOME",
            "USERPROFILE",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_CONFIG_FILE",
            "AWS_SHARED_CREDENTIALS_FILE")) {
      environment.put(unset, "");
    }
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    String said = ProxiedCall.in(environment, "-Duser.home=?");
    assertTrue(
        said.endsWith(
            """
            No AWS credentials: they are not in the environment, and without HOME Chirp cannot find ~/.aws.
            Try: export HOME=/home/ann, or the same command with -Dchirp.sandbox, which needs no account
            """),
        said);
    said = ProxiedCall.in(environment, "-Duser.home=" + directory);
    assertTrue(said.contains("Try: aws configure, or "), said);
  }

  private static void assertFailure(String message) {
    ChirpException failure = refused("");
    assertEquals(message, failure.getMessage());
    assertEquals(ChirpException.Kind.EXECUTION, failure.kind());
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString().contains("Caused by: "), trace::toString);
    assertFalse(trace.toString().contains("canary-value"), trace::toString);
  }

  @Row(1)
  @Test
  void expiredKeysSuggestReplacingThemInTheEnvironment() throws IOException {
    SandboxSettings options =
        SandboxServer.builder()
            .directory(directory)
            .interceptor(
                (action, call, service) -> {
                  throw new AwsError(403, "ExpiredToken", "The security token has expired.");
                });
    try (SandboxServer sandbox = options.start()) {
      set("aws.accessKeyId", keyOf(sandbox, ENVIRONMENT_ACCOUNT));
      set("aws.secretAccessKey", "x");
      String suggestion = expired(sandbox, "").suggestion();
      assertTrue(suggestion.contains("AWS_SESSION_TOKEN"), suggestion);
      assertFalse(suggestion.contains("sso"), suggestion);
      String key = keyOf(sandbox, PROFILE_ACCOUNT);
      config("[profile dev]", "aws_access_key_id=" + key, "aws_secret_access_key=x");
      assertEquals("aws configure --profile dev", expired(sandbox, "dev").suggestion());
    }
  }

  private static ChirpException expired(SandboxServer sandbox, String profile) {
    try (Aws aws = Aws.connect(settings(profile, sandbox.endpoint()))) {
      return assertThrows(ChirpException.class, aws::identity);
    }
  }

  private static ChirpException refused(String profile) {
    return assertThrows(
        ChirpException.class, () -> Aws.connect(settings(profile, NOWHERE)).close());
  }

  private static AwsSettings settings(String profile, URI endpoint) {
    return new AwsSettings(
        Optional.of(profile).filter(name -> !name.isEmpty()),
        Optional.of("eu-west-1"),
        Optional.of(endpoint),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private void keysInTheEnvironment() {
    set("aws.accessKeyId", "AKIA" + ENVIRONMENT_ACCOUNT);
    set("aws.secretAccessKey", "x");
  }

  private static String keyOf(SandboxServer sandbox, String account) {
    return sandbox.address().inAccount(account).accessKeyId();
  }

  private void config(String... lines) throws IOException {
    Files.write(directory.resolve("config"), List.of(lines));
  }

  private void set(String property, String value) {
    before.putIfAbsent(property, Optional.ofNullable(System.getProperty(property)));
    System.setProperty(property, value);
  }
}
