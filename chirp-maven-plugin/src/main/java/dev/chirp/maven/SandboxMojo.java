package dev.chirp.maven;

import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Keeps the embedded AWS running until Ctrl-C, and prints what to set so that AWS's own tools speak
 * to it. Goals with {@code -Dchirp.sandbox} in the same project use it meanwhile.
 */
@Mojo(name = "sandbox", requiresProject = false, aggregator = true, threadSafe = true)
public final class SandboxMojo extends AbstractAwsMojo {
  /** The port on 127.0.0.1; 0 for any that is free. */
  @Parameter(property = "chirp.sandboxPort", defaultValue = "4566")
  private int sandboxPort;

  @Override
  void run() {
    SandboxOptions options =
        SandboxOptions.in(sandboxDirectory(), libraries()::runtimeInterfaceClient)
            .withPort(sandboxPort);
    try (Sandbox sandbox = Sandbox.start(options)) {
      StringBuilder exports = new StringBuilder();
      sandbox
          .environment()
          .forEach((name, value) -> exports.append("export %s=%s%n".formatted(name, value)));
      AbstractFunctionsMojo.print(exports.toString());
      getLog().info("Sandbox at " + sandbox.endpoint() + ", until Ctrl-C.");
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
