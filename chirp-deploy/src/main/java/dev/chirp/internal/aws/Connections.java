package dev.chirp.internal.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/**
 * Opens HTTP connections for the AWS SDK. The SDK itself sends no password with {@code CONNECT} to
 * a proxy.
 *
 * @param isDirect whether to bypass all proxies: no proxy reaches this machine's loopback
 * @param readTimeout how long a response may take
 */
record Connections(Proxies proxies, boolean isDirect, Duration connectTimeout, Duration readTimeout)
    implements UrlConnectionFactory {
  /**
   * Must be empty when the JVM opens its first connection; otherwise it sends no Basic
   * authentication with {@code CONNECT}.
   *
   * @see <a
   *     href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/net/doc-files/net-properties.html">Networking
   *     properties</a>
   */
  static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  @Override
  public HttpURLConnection createConnection(URI target) {
    try {
      HttpURLConnection connection = opened(target);
      connection.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
      connection.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpURLConnection opened(URI target) throws IOException {
    if (isDirect || AwsSettings.isOnThisMachine(target)) {
      return (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
    }
    Optional<HttpsProxy> proxy = proxies.of(target);
    if (proxy.isEmpty()) {
      return (HttpURLConnection) target.toURL().openConnection();
    }
    return through(proxy.get(), target);
  }

  private static HttpURLConnection through(HttpsProxy proxy, URI target) throws IOException {
    if (proxy.user().isPresent()) {
      System.getProperties().putIfAbsent(DISABLED_SCHEMES, "");
    }
    InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
    HttpURLConnection connection =
        (HttpURLConnection) target.toURL().openConnection(new Proxy(Proxy.Type.HTTP, address));
    proxy.user().ifPresent(user -> connection.setAuthenticator(new Login(user, proxy.password())));
    return connection;
  }

  /** Sends the login only once: a proxy that refuses it would refuse it again. */
  private static final class Login extends Authenticator {
    private final String user;
    private final String password;
    private boolean said;

    Login(String user, String password) {
      this.user = user;
      this.password = password;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      if (said || getRequestorType() != RequestorType.PROXY) {
        return super.getPasswordAuthentication(); // none
      }
      said = true;
      return new PasswordAuthentication(user, password.toCharArray());
    }
  }
}
