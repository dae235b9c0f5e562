package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls that the AWS SDK makes itself to get credentials, through a proxy that responds with 502.
 */
@Tag("slow")
class CredentialProxiesTest {
  private static final String START_URL = "https://corp.example/start";
  private static final String STS = "CONNECT sts.eu-west-1.amazonaws.com:443";
  private static final String SSO = "CONNECT portal.sso.eu-west-1.amazonaws.com:443";
  private static final String OIDC = "CONNECT oidc.eu-west-1.amazonaws.com:443";

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void onlyWhatTheTestSets() {
    environment.putAll(
        Map.of(
            "HOME", home.toString(),
            "AWS_MAX_ATTEMPTS", "1",
            "AWS_ACCESS_KEY_ID", "",
            "AWS_SECRET_ACCESS_KEY", "",
            "AWS_EC2_METADATA_DISABLED", "true"));
  }

  @Test
  void assumedRoleUsesTheProxyWithUserAndPassword() throws IOException {
    role();
    assertCalled(STS, "Profile 'dev' could not assume 'arn:aws:iam::333333333333:role/deployer'");
  }

  @Test
  void webIdentityUsesTheProxy() throws IOException {
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::333333333333:role/ci");
    environment.put(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        Files.writeString(home.resolve("token"), "token").toString());
    assertCalled(
        STS,
        "AWS_WEB_IDENTITY_TOKEN_FILE is set, but 'arn:aws:iam::333333333333:role/ci' could not be assumed");
  }

  @Test
  void singleSignOnUsesTheProxy() throws IOException {
    signOn("[profile dev]", "sso_start_url=" + START_URL, "sso_region=eu-west-1");
    token(START_URL, "2099-01-01T00:00:00Z");
    assertCalled(SSO, "Profile 'dev' gives no AWS credentials");
  }

  @Test
  void expiredTokenIsRefreshedThroughTheProxy() throws IOException {
    signOn(
        "[sso-session corp]",
        "sso_start_url=" + START_URL,
        "sso_region=eu-west-1",
        "[profile dev]",
        "sso_session=corp");
    token("corp", "2020-01-01T00:00:00Z");
    assertCalled(OIDC, "Profile 'dev' gives no AWS credentials");
  }

  @Test
  void proxiesOfJvmAndMavenApplyToCredentials() throws IOException {
    role();
    try (ConnectProxy proxy = new ConnectProxy("ann:secret")) {
      String port = String.valueOf(proxy.port());
      String said =
          ProxiedCall.in(
              environment,
              "-Dhttps.proxyHost=127.0.0.1",
              "-Dhttps.proxyPort=" + port,
              "-Dhttps.proxyUser=ann",
              "-Dhttps.proxyPassword=secret");
      assertAsked(proxy, STS, said);
      proxy.asked.clear();
      String url = "http://ann:secret@127.0.0.1:" + port;
      said = ProxiedCall.in(environment, "-D" + ProxiedCall.SETTINGS + "=" + url);
      assertAsked(proxy, STS, said);
    }
  }

  /** HTTP_PROXY points elsewhere, where the SDK's own default client would go. */
  private void assertCalled(String request, String problem) throws IOException {
    try (ConnectProxy proxy = new ConnectProxy("ann:secret")) {
      environment.put("HTTPS_PROXY", "http://ann:secret@127.0.0.1:" + proxy.port());
      environment.put("HTTP_PROXY", "http://127.0.0.1:9");
      String said = ProxiedCall.in(environment);
      assertAsked(proxy, request, said);
      String shown = "http://ann:***@127.0.0.1:" + proxy.port() + " (from HTTPS_PROXY)";
      assertTrue(said.contains(problem + " through the proxy " + shown + ": "), said);
    }
  }

  /** The SDK sends more than one request. */
  private static void assertAsked(ConnectProxy proxy, String request, String said) {
    assertEquals(
        List.of(request, request + " as ann:secret"),
        List.copyOf(proxy.asked).stream().distinct().toList(),
        said);
    assertFalse(said.contains("secret"), said);
  }

  private void role() throws IOException {
    config(
        "[profile dev]",
        "role_arn=arn:aws:iam::333333333333:role/deployer",
        "source_profile=keys",
        "[profile keys]",
        "aws_access_key_id=key",
        "aws_secret_access_key=hidden");
  }

  private void signOn(String... lines) throws IOException {
    config(lines);
    Files.writeString(
        home.resolve("config"),
        "\nsso_account_id=333333333333\nsso_role_name=Developer\n",
        StandardOpenOption.APPEND);
  }

  private void config(String... lines) throws IOException {
    Path file = Files.writeString(home.resolve("config"), String.join("\n", lines));
    environment.put("AWS_CONFIG_FILE", file.toString());
    environment.put("AWS_PROFILE", "dev");
  }

  /** Writes a token as {@code aws sso login} does. */
  private void token(String name, String expiresAt) throws IOException {
    Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve(sha1(name) + ".json"),
        """
        {"startUrl": "%s", "region": "eu-west-1", "accessToken": "t", "expiresAt": "%s",
         "clientId": "c", "clientSecret": "s", "refreshToken": "r",
         "registrationExpiresAt": "2099-01-01T00:00:00Z"}
        """
            .formatted(START_URL, expiresAt));
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
