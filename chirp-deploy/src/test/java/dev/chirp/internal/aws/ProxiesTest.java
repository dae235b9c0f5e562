package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ProxiesTest {
  private static final URI LAMBDA = URI.create("https://lambda.eu-west-1.amazonaws.com");
  private static final String CONNECT = "CONNECT sts.eu-west-1.amazonaws.com:443";

  private final Map<String, String> environment = new HashMap<>();

  private Proxies proxies(Optional<HttpsProxy> settings) {
    return new Proxies(name -> Optional.ofNullable(environment.get(name)), target -> settings);
  }

  private String chosen() {
    HttpsProxy ofMaven = new HttpsProxy("maven.acme", 8080, Optional.empty(), "", "settings.xml");
    return proxies(Optional.of(ofMaven)).of(LAMBDA).map(HttpsProxy::toString).orElse("none");
  }

  @Test
  void callUsesTheProxyWithUserAndPassword() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy("ann@acme:a b+c%")) {
      String url = "http://ann%40acme:a%20b+c%25@127.0.0.1:" + proxy.port();
      String said = ProxiedCall.in(Map.of("HTTPS_PROXY", url, "HTTP_PROXY", "http://127.0.0.1:9"));
      assertEquals(List.of(CONNECT, CONNECT + " as ann@acme:a b+c%"), proxy.asked, said);
      String shown = "http://ann@acme:***@127.0.0.1:" + proxy.port() + " (from HTTPS_PROXY)";
      assertTrue(said.contains(" got no response in eu-west-1 through the proxy " + shown), said);
      assertTrue(said.contains("502 Leads nowhere"), said);
      assertFalse(said.contains("a b+c") || said.contains("a%20b"), said);
    }
  }

  @Test
  void wrongPasswordIsSentOnce() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy("ann:right")) {
      String url = "127.0.0.1:" + proxy.port();
      String said = ProxiedCall.in(Map.of("https_proxy", "ann:wrong@" + url));
      assertEquals(List.of(CONNECT, CONNECT + " as ann:wrong"), proxy.asked, said);
      assertTrue(said.contains("407"), said);
      assertFalse(said.contains("wrong"), said);
    }
  }

  @Test
  void jvmProxyWins() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy("ann:secret")) {
      String said =
          ProxiedCall.in(
              Map.of("HTTPS_PROXY", "http://127.0.0.1:9"),
              "-Dhttps.proxyHost=127.0.0.1",
              "-Dhttps.proxyPort=" + proxy.port(),
              "-Dhttps.proxyUser=ann",
              "-Dhttps.proxyPassword=secret");
      assertEquals(List.of(CONNECT, CONNECT + " as ann:secret"), proxy.asked, said);
      assertTrue(said.contains(" (from -Dhttps.proxyHost)"), said);
    }
  }

  @Test
  void environmentWinsOverMavensSettings() {
    assertEquals("http://maven.acme:8080 (from settings.xml)", chosen());
    environment.put("HTTP_PROXY", "http://http.acme:1");
    assertEquals("http://maven.acme:8080 (from settings.xml)", chosen());
    environment.put("HTTPS_PROXY", "proxy.acme");
    assertEquals("http://proxy.acme:80 (from HTTPS_PROXY)", chosen());
    environment.put("https_proxy", "http://[::1]:3128/");
    assertEquals("http://[::1]:3128 (from https_proxy)", chosen());
    environment.put("https_proxy", "");
    assertEquals("http://maven.acme:8080 (from settings.xml)", chosen());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "amazonaws.com",
        ".amazonaws.com",
        "*.amazonaws.com",
        "localhost, .AmazonAWS.com ,10.0.0.0/8",
        "localhost lambda.eu-west-1.amazonaws.com",
        "lambda.eu-west-1.amazonaws.com:443"
      })
  void hostsInNoProxyAreCalledDirectly(String exceptions) {
    environment.put("https_proxy", "proxy.acme:3128");
    environment.put("NO_PROXY", exceptions);
    assertEquals("none", chosen());
    environment.put("no_proxy", "localhost");
    assertEquals("http://proxy.acme:3128 (from https_proxy)", chosen());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "aws.com", "lambda", "amazonaws.com:8443", ".", "10.0.0.0/8"})
  void otherHostsUseTheProxy(String exceptions) {
    environment.put("HTTPS_PROXY", "proxy.acme:3128");
    environment.put("NO_PROXY", exceptions);
    assertEquals("http://proxy.acme:3128 (from HTTPS_PROXY)", chosen());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socks5://u:secret@p:1080|HTTPS_PROXY names a proxy for 'socks5://', but Chirp only speaks 'http://' to proxies.|http://p:1080",
        "https://p|HTTPS_PROXY names a proxy for 'https://', but Chirp only speaks 'http://' to proxies.|http://p:80",
        "http://u:secret%@p|HTTPS_PROXY has a '%' in its user or password that is not percent-encoded.|http://user:pass%25word@proxy:3128",
        "http://p:secret|HTTPS_PROXY is not the URL of a proxy.|http://proxy:3128"
      })
  void badProxyIsRefusedWithoutItsPassword(String url, String problem, String way) {
    environment.put("HTTPS_PROXY", url);
    ChirpException failure = assertThrows(ChirpException.class, this::chosen);
    assertEquals(problem + "\nTry: export HTTPS_PROXY=" + way, failure.getMessage());
  }

  @Test
  void failureSaysWhyNoProxyWasUsed() {
    assertEquals("", proxies(Optional.empty()).described(LAMBDA));
    environment.put("http_proxy", "http://proxy.acme:3128");
    assertEquals(
        " (no proxy: HTTP_PROXY is set, but calls to AWS need HTTPS_PROXY)",
        proxies(Optional.empty()).described(LAMBDA));
    environment.put("HTTPS_PROXY", "http://ann:secret@proxy.acme:3128");
    assertEquals(
        " through the proxy http://ann:***@proxy.acme:3128 (from HTTPS_PROXY)",
        proxies(Optional.empty()).described(LAMBDA));
    environment.put("NO_PROXY", "*");
    assertEquals(" (no proxy, because of NO_PROXY)", proxies(Optional.empty()).described(LAMBDA));
  }
}
