package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.aws.HttpsProxy;
import java.net.URI;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.junit.jupiter.api.Test;

class SettingsProxiesTest {
  private static final URI LAMBDA = URI.create("https://lambda.eu-west-1.amazonaws.com");

  @Test
  void takesTheActiveProxyWithItsLoginAndItsExceptions() {
    DefaultProxySelector selector = new DefaultProxySelector();
    selector.add(
        new Proxy(
            "http",
            "proxy.acme",
            8080,
            new AuthenticationBuilder().addUsername("ann").addPassword("secret").build()),
        "localhost|*.acme.com|iam.*");
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession().setProxySelector(selector);
    SettingsProxies proxies = new SettingsProxies(session);
    assertEquals(
        Optional.of(
            new HttpsProxy("proxy.acme", 8080, Optional.of("ann"), "secret", "settings.xml")),
        proxies.of(LAMBDA));
    assertEquals(Optional.empty(), proxies.of(URI.create("https://iam.amazonaws.com")));
  }

  @Test
  void missingProxyIsEmpty() {
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession().setProxySelector(new DefaultProxySelector());
    assertEquals(Optional.empty(), new SettingsProxies(session).of(LAMBDA));
  }
}
