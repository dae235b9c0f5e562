package dev.chirp.maven;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.aws.Proxies;
import dev.chirp.core.ChirpException;
import dev.chirp.core.SandboxAddress;
import dev.chirp.core.Time;
import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** AWS, or the sandbox in its place, for as long as one goal runs. */
final class AwsSession implements AutoCloseable {
  private final Aws aws;
  private final Optional<Sandbox> sandbox;
  private final boolean local;

  /** What the goal's parameters say; null ends here. */
  record Parameters(
      Optional<String> profile,
      Optional<String> region,
      Optional<String> endpointUrl,
      Optional<String> expectedAccount,
      int maxAttempts,
      boolean sandbox,
      Supplier<SandboxOptions> sandboxOptions) {

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
        throw ChirpException.project("chirp.endpointUrl is '%s', which is no URL.".formatted(text))
            .withSuggestion("-Dchirp.endpointUrl=http://127.0.0.1:4566");
      }
    }
  }

  private AwsSession(Aws aws, Optional<Sandbox> sandbox, boolean local) {
    this.aws = aws;
    this.sandbox = sandbox;
    this.local = local;
  }

  static AwsSession open(
      Parameters parameters, Libraries libraries, MavenSession session, Log log) {
    if (!parameters.sandbox()) {
      AwsSettings settings = parameters.settings();
      boolean local = settings.endpointUrl().map(URI::getScheme).filter("http"::equals).isPresent();
      if (session.isOffline() && !local) {
        throw ChirpException.noAws("Maven is offline (-o), and AWS is not on this machine.")
            .withSuggestion("the same command without -o, or with -Dchirp.sandbox");
      }
      libraries.addAwsSdk();
      Proxies proxies = Proxies.or(new SettingsProxies(session.getRepositorySession())::of);
      return new AwsSession(
          Aws.connect(settings, Time.SYSTEM, proxies), Optional.empty(), isLocal(settings));
    }
    libraries.addAwsSdk();
    SandboxTurn turn = SandboxTurn.take(parameters.sandboxOptions().get(), Time.SYSTEM, log);
    try {
      return new AwsSession(connect(turn.address(), parameters), turn.own(), true);
    } catch (RuntimeException | Error e) {
      turn.close();
      throw e;
    }
  }

  private static Aws connect(SandboxAddress sandbox, Parameters parameters) {
    return Aws.connect(AwsSettings.ofSandbox(sandbox, parameters.region()));
  }

  /** Where and in whose name the goal works, for the first line of its output. */
  String introduction() {
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
        .filter(FunctionSpecs::isLoopback)
        .isPresent();
  }

  /** Whether it is a sandbox, or something else on this machine, and not AWS. */
  boolean isLocal() {
    return local;
  }

  /** Whether it is a sandbox that no other goal can reach. */
  boolean isAlone() {
    return sandbox.isPresent();
  }

  Aws aws() {
    return aws;
  }

  @Override
  public void close() {
    aws.close();
    sandbox.ifPresent(Sandbox::close);
  }
}
