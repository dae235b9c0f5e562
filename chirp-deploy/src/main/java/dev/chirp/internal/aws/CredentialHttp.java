package dev.chirp.internal.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.internal.http.loader.DefaultSdkHttpClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The HTTP client for the calls that the AWS SDK makes itself to get credentials: single sign-on,
 * assumed roles and web identities. The SDK accepts no HTTP client for these, so this one becomes
 * its default. The SDK calls containers and instances without it, and without a proxy.
 *
 * <p>Public because the SDK instantiates it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration.html">HTTP
 *     clients of the AWS SDK</a>
 */
public final class CredentialHttp implements SdkHttpService {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  /** The SDK creates its clients on the thread that requests the credentials. */
  private static final ThreadLocal<Proxies> PROXIES =
      ThreadLocal.withInitial(() -> Proxies.or(target -> Optional.empty()));

  /** Called by the SDK only. */
  public CredentialHttp() {}

  /** Runs work during which the SDK may fetch credentials through these proxies. */
  static <T> T through(Proxies proxies, Supplier<T> work) {
    Installed.once();
    Proxies before = PROXIES.get();
    PROXIES.set(proxies);
    try {
      return work.get();
    } finally {
      PROXIES.set(before);
    }
  }

  @Override
  public SdkHttpClient.Builder<?> createHttpClientBuilder() {
    return new Builder(PROXIES.get());
  }

  private record Builder(Proxies proxies) implements SdkHttpClient.Builder<Builder> {
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return UrlConnectionHttpClient.create(
          new Connections(proxies, false, CONNECTION_TIMEOUT, READ_TIMEOUT));
    }
  }

  /**
   * The SDK keeps the first default that it finds for as long as its classes live. The property
   * that names it is set only until then, because it would mislead other plugins' SDKs. The lock is
   * JVM-wide because Maven may load this class more than once.
   */
  private static final class Installed {
    static {
      String name = SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL.property();
      synchronized (System.getProperties()) {
        Optional<String> before = Optional.ofNullable(System.getProperty(name));
        System.setProperty(name, CredentialHttp.class.getName());
        try {
          new DefaultSdkHttpClientBuilder().buildWithDefaults(AttributeMap.empty()).close();
        } finally {
          before.ifPresentOrElse(
              value -> System.setProperty(name, value), () -> System.clearProperty(name));
        }
      }
    }

    private Installed() {}

    /** Triggers the initializer. */
    static void once() {}
  }
}
