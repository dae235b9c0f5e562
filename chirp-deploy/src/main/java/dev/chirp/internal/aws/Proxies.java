package dev.chirp.internal.aws;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Function;

/**
 * Chooses the proxy for each call to AWS: the JVM's ({@code -Dhttps.proxyHost}), otherwise {@code
 * HTTPS_PROXY}, otherwise one from another tool's settings. Hosts in {@code NO_PROXY} are called
 * directly. {@code HTTP_PROXY} is ignored as in the AWS CLI, because calls use HTTPS.
 *
 * @param environment returns the value of an environment variable
 * @param settings the last resort, given the URI to call
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html">Proxies
 *     of the AWS CLI</a>
 */
public record Proxies(
    Function<String, Optional<String>> environment, Function<URI, Optional<HttpsProxy>> settings) {
  private static final String JVM = "https.proxyHost";
  private static final int HTTPS = 443;

  /** Uses this process's environment. */
  public static Proxies or(Function<URI, Optional<HttpsProxy>> settings) {
    return new Proxies(name -> Optional.ofNullable(System.getenv(name)), settings);
  }

  /** Returns the proxy for this address. Empty if the JVM's own choice applies. */
  Optional<HttpsProxy> of(URI target) {
    if (System.getProperty(JVM) != null) {
      return ofJvm(target);
    }
    return isExcepted(target) ? Optional.empty() : ofEnvironment().or(() -> settings.apply(target));
  }

  /** Returns what a message says about the proxies to this address. May be empty. */
  String described(URI target) {
    Optional<HttpsProxy> proxy = of(target);
    if (proxy.isPresent()) {
      return " through the proxy " + proxy.get();
    }
    if (variable("https_proxy").isPresent() && isExcepted(target)) {
      return " (no proxy, because of NO_PROXY)";
    }
    return variable("https_proxy").isEmpty() && variable("http_proxy").isPresent()
        ? " (no proxy: HTTP_PROXY is set, but calls to AWS need HTTPS_PROXY)"
        : "";
  }

  /** Asks the JVM, which also applies {@code http.nonProxyHosts}. */
  private static Optional<HttpsProxy> ofJvm(URI target) {
    return ProxySelector.getDefault().select(target).stream()
        .limit(1)
        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(
            address ->
                new HttpsProxy(
                    address.getHostString(),
                    address.getPort(),
                    Optional.ofNullable(System.getProperty("https.proxyUser")),
                    System.getProperty("https.proxyPassword", ""),
                    "-D" + JVM))
        .findFirst();
  }

  private Optional<HttpsProxy> ofEnvironment() {
    return variable("https_proxy").map(url -> HttpsProxy.parse(url, origin("https_proxy")));
  }

  private String origin(String name) {
    return environment.apply(name).isPresent() ? name : name.toUpperCase(Locale.ROOT);
  }

  /** The lower-case variable wins even if it is empty, which means no proxy. */
  private Optional<String> variable(String name) {
    return environment
        .apply(name)
        .or(() -> environment.apply(name.toUpperCase(Locale.ROOT)))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private boolean isExcepted(URI target) {
    String host = String.valueOf(target.getHost()).toLowerCase(Locale.ROOT);
    int port = target.getPort() < 0 ? HTTPS : target.getPort();
    StringTokenizer names = new StringTokenizer(variable("no_proxy").orElse(""), ", ");
    while (names.hasMoreTokens()) {
      if (isMeant(host, port, names.nextToken().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Matches {@code *}, a host, or a domain that may begin with a dot or {@code *.}. Each may end
   * with a port.
   */
  private static boolean isMeant(String host, int port, String name) {
    String suffix = ":" + port;
    String domain =
        name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    if (domain.startsWith("*.")) {
      domain = domain.substring(1);
    }
    if (domain.startsWith(".")) {
      domain = domain.substring(1);
    }
    return domain.equals("*")
        || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)));
  }
}
