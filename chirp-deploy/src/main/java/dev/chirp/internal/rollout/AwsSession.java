package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.aws.Proxies;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.core.Time;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** AWS or a sandbox, open for one goal. */
public final class AwsSession implements AutoCloseable {
  private final Aws aws;
  private final boolean local;
  private final Optional<Runnable> end;

  /** The goal's parameters. No value in it is null. */
  public record Parameters(
      Optional<String> profile,
      Optional<String> region,
      Optional<String> endpointUrl,
      Optional<String> expectedAccount,
      int maxAttempts) {

    AwsSettings settings() {
      return new AwsSettings(
          profile,
          region,
          endpointUrl.map(this::uri),
          Optional.empty(),
          expectedAccount,
          maxAttempts);
    }

    private URI uri(String text) {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        throw ChirpException.project(
                "chirp.endpointUrl is '%s', which is not a URL.".formatted(text))
            .withSuggestion("-Dchirp.endpointUrl=http://127.0.0.1:4566");
      }
    }
  }

  private AwsSession(Aws aws, boolean local, Optional<Runnable> end) {
    this.aws = aws;
    this.local = local;
    this.end = end;
  }

  /**
   * Opens AWS.
   *
   * @param offline whether the user forbids calls beyond this machine
   * @param proxies to AWS; called once the SDK can be loaded
   */
  public static AwsSession open(
      Parameters parameters, boolean offline, Libraries libraries, Supplier<Proxies> proxies) {
    AwsSettings settings = parameters.settings();
    if (offline && !isLocal(settings)) {
      throw ChirpException.noAws("Maven is offline (-o), and AWS is not on this machine.")
          .withSuggestion("the same command without -o, or with -Dchirp.sandbox");
    }
    libraries.addAwsSdk();
    return new AwsSession(
        Aws.connect(settings, Time.SYSTEM, proxies.get()), isLocal(settings), Optional.empty());
  }

  /**
   * Opens a sandbox. The front end has already made the SDK loadable, before it waited for the
   * sandbox.
   *
   * @param end stops a sandbox that belongs to the session; it also runs if the sandbox cannot be
   *     used
   */
  public static AwsSession ofSandbox(
      SandboxAddress address, Optional<String> region, Optional<Runnable> end) {
    try {
      return new AwsSession(Aws.connect(AwsSettings.ofSandbox(address, region)), true, end);
    } catch (RuntimeException | Error e) {
      end.ifPresent(Runnable::run);
      throw e;
    }
  }

  /** Returns account, region and identity, for the first line of a goal's output. */
  public String introduction() {
    return "Account %s, region %s, as %s"
        .formatted(aws.identity().account(), aws.region(), aws.identity().principal());
  }

  private static boolean isLocal(AwsSettings settings) {
    return Stream.concat(
            settings.endpointUrl().map(URI::toString).stream(),
            Stream.of("AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL")
                .map(System::getenv)
                .filter(Objects::nonNull))
        .findFirst()
        .filter(Loopback::isUrl)
        .isPresent();
  }

  /** Returns whether the endpoint is on this machine, such as a sandbox. */
  boolean isLocal() {
    return local;
  }

  /** Returns whether the sandbox belongs to this session, so that no other goal can reach it. */
  public boolean isAlone() {
    return end.isPresent();
  }

  /** Returns the connection to AWS or the sandbox. */
  public Aws aws() {
    return aws;
  }

  @Override
  public void close() {
    try {
      aws.close();
    } finally {
      end.ifPresent(Runnable::run);
    }
  }
}
