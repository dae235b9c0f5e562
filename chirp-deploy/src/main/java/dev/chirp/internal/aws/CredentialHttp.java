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
 * HTTP for the calls that AWS's SDK makes by itself to get credentials: single sign-on, assumed
 * roles and web identities. The SDK builds the clients for these and takes no HTTP client for them,
 * so this is its default one. Calls to containers and instances are none of these: the SDK opens
 * them itself, without a proxy.
 *
 * <p>Public because the SDK makes an instance of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration.html">HTTP
 *     clients of the AWS SDK</a>
 */
public final class CredentialHttp implements SdkHttpService {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  /** The SDK makes its clients on the thread that asks for credentials. */
  private static final ThreadLocal<Proxies> PROXIES =
      ThreadLocal.withInitial(() -> Proxies.or(target -> Optional.empty()));

  /** Made only by the SDK. */
  public CredentialHttp() {}

  /** Gets something for which the SDK may call AWS: by way of these proxies. */
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
   * The SDK keeps the first default that it finds, for as long as its classes live. So the property
   * that names one is set only until then: it would mislead other plugins' SDKs. The lock is the
   * JVM's, since Maven may load this class more than once.
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

    /** Runs the initializer. */
    static void once() {}
  }
}
