package dev.chirp.internal.maven;

import dev.chirp.internal.aws.HttpsProxy;
import java.net.URI;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The active proxy of Maven's {@code settings.xml}, with its exceptions and its decrypted password,
 * as Maven has loaded it for its own downloads.
 *
 * @see <a href="https://maven.apache.org/guides/mini/guide-proxies.html">Configuring a proxy</a>
 */
record SettingsProxies(RepositorySystemSession session) {
  /** The proxy for an address. */
  Optional<HttpsProxy> of(URI target) {
    RemoteRepository direct =
        new RemoteRepository.Builder("aws", "default", target.toString()).build();
    return Optional.ofNullable(session.getProxySelector())
        .flatMap(selector -> Optional.ofNullable(selector.getProxy(direct)))
        .map(proxy -> through(new RemoteRepository.Builder(direct).setProxy(proxy).build()));
  }

  private HttpsProxy through(RemoteRepository repository) {
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    try (AuthenticationContext login = AuthenticationContext.forProxy(session, repository)) {
      if (login != null) {
        user = Optional.ofNullable(login.get(AuthenticationContext.USERNAME));
        password = Optional.ofNullable(login.get(AuthenticationContext.PASSWORD));
      }
    }
    return new HttpsProxy(
        repository.getProxy().getHost(),
        repository.getProxy().getPort(),
        user,
        password.orElse(""),
        "settings.xml");
  }
}
