package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.sandbox.server.Delay;
import dev.chirp.internal.sandbox.server.Pace;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import dev.chirp.internal.sandbox.server.ShellLines;
import java.io.IOException;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Keeps the embedded AWS running until Ctrl-C, and prints the variables that make AWS's own tools
 * use it. Meanwhile, goals with {@code -Dchirp.sandbox} in the same project use it too.
 *
 * <p>Its state is under {@code target/chirp/sandbox}; without a project, under the folder in which
 * Maven was started.
 */
@Mojo(name = "sandbox", requiresProject = false, aggregator = true, threadSafe = true)
public final class SandboxMojo extends AbstractAwsMojo {
  /** The interval at which it checks that its state still exists. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The port on 127.0.0.1; 0 for any free port. */
  @Parameter(property = "chirp.sandboxPort", defaultValue = "4566")
  private int sandboxPort;

  /**
   * The time that a new function stays {@code Pending}: seconds, or an ISO 8601 duration. Example:
   * {@code -Dchirp.sandboxPending=5}.
   */
  @Parameter(property = "chirp.sandboxPending", defaultValue = "0.5")
  private String sandboxPending;

  /** The time that an update stays {@code InProgress}: seconds, or an ISO 8601 duration. */
  @Parameter(property = "chirp.sandboxInProgress", defaultValue = "0.3")
  private String sandboxInProgress;

  /** The time during which a new role cannot be assumed: seconds, or an ISO 8601 duration. */
  @Parameter(property = "chirp.sandboxRoleDelay", defaultValue = "1")
  private String sandboxRoleDelay;

  /** Milliseconds to delay each response, as if AWS were far away. */
  @Parameter(property = "chirp.sandboxLatency", defaultValue = "0")
  private int sandboxLatency;

  /**
   * The limit of calls to Lambda per second, except {@code GetFunction}. It refuses more with
   * {@code TooManyRequestsException}, as Lambda does. Lambda's own limit is 15: {@code
   * -Dchirp.sandboxRateLimit=15}. API Gateway then has its own limits too: 10 calls per second
   * after 40 at once, and one deployment in 5 seconds. 0 for no limits.
   */
  @Parameter(property = "chirp.sandboxRateLimit", defaultValue = "0")
  private int sandboxRateLimit;

  @Override
  void run() {
    try (SandboxServer sandbox = options().start()) {
      // Ctrl-C ends the JVM without leaving this block, and the functions' processes must end too.
      Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "chirp-sandbox-end"));
      sandbox.publish();
      restrictOutput();
      AbstractFunctionsMojo.print(
          new ShellLines(sandbox.address().environment(sandboxRegion())).text());
      getLog().info("Sandbox at " + sandbox.endpoint() + ", until Ctrl-C.");
      getLog().info("Its state is in " + sandboxDirectory());
      while (!sandbox.isRemoved()) {
        sandbox.failure().ifPresent(SandboxMojo::fail);
        Thread.sleep(LOOK.toMillis());
      }
      throw ChirpException.project("The sandbox ends: its state was removed (mvn clean).")
          .withSuggestion("mvn chirp:sandbox");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(Throwable cause) {
    throw ChirpException.execution("The sandbox ends: " + cause, cause)
        .withSuggestion("MAVEN_OPTS=-Xmx1g mvn chirp:sandbox");
  }

  /** Makes the output file private: the printed lines contain the access key. */
  private void restrictOutput() {
    try {
      OwnerOnly.restrictStandardOutput();
    } catch (IOException e) {
      getLog().warn("Others can read the access key: the output file's mode is not 0600. " + e);
      getLog().debug(e);
    }
  }

  private SandboxSettings options() {
    if (sandboxPort < 0 || sandboxPort > 65_535) {
      throw ChirpException.project(
              "chirp.sandboxPort is '%d', but ports are 0 to 65535.".formatted(sandboxPort))
          .withSuggestion("mvn chirp:sandbox -Dchirp.sandboxPort=0, for any free port");
    }
    return sandboxBuilder()
        .port(sandboxPort)
        .delays(
            Delay.of("chirp.sandboxPending", sandboxPending),
            Delay.of("chirp.sandboxInProgress", sandboxInProgress),
            Delay.of("chirp.sandboxRoleDelay", sandboxRoleDelay))
        .interceptor(
            Pace.of(
                Duration.ofMillis(notNegative("chirp.sandboxLatency", sandboxLatency)),
                notNegative("chirp.sandboxRateLimit", sandboxRateLimit),
                getLog()::debug));
  }

  private static int notNegative(String property, int value) {
    if (value < 0) {
      throw ChirpException.project(
              "%s is '%d', but it cannot be less than 0.".formatted(property, value))
          .withSuggestion("-D%s=0".formatted(property));
    }
    return value;
  }
}
