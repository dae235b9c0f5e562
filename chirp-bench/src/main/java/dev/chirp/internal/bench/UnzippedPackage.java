package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.packaging.Unzip;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A deployment package, unzipped as on Lambda.
 *
 * @param client starts functions on a managed runtime; empty if the package has its own bootstrap
 */
record UnzippedPackage(Path taskRoot, LambdaRuntime runtime, Optional<Bootstrap> client) {
  /** Unzips a package into a new directory. */
  static UnzippedPackage of(
      CodePackage code, LambdaRuntime runtime, Path directory, Optional<Bootstrap> client) {
    try {
      Unzip.into(Files.createDirectories(directory), code.file());
      return new UnzippedPackage(directory.toAbsolutePath(), runtime, client);
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be unzipped.".formatted(code.file()), e);
    }
  }

  /** The package's name in tables: {@code managed, java17}. */
  String name() {
    return client.map(this::managed).orElse("self-contained");
  }

  /** Adds the Java release used here, if it differs from the runtime's. */
  private String managed(Bootstrap bootstrap) {
    int wanted = runtime.release().orElse(bootstrap.leastRelease());
    int found = LambdaJvm.managed(wanted, 0, bootstrap).java().release();
    String suffix = runtime.release().equals(OptionalInt.of(found)) ? "" : " on Java " + found;
    return "managed, " + runtime.id() + suffix;
  }

  /**
   * The launch of a function whose AWS calls go to the sandbox.
   *
   * @param megabytes the memory size
   * @param sandbox environment variables that direct AWS calls to the sandbox
   */
  Launch launch(
      ProjectFunction function, String functionName, int megabytes, Map<String, String> sandbox) {
    LambdaEnvironment variables =
        LambdaEnvironment.latest(
            functionName,
            function.handler(),
            runtime.id(),
            megabytes,
            LambdaEnvironment.region(sandbox),
            taskRoot);
    return new Launch(
        command(function, megabytes),
        taskRoot,
        variables.inSandbox(
            sandbox, LambdaEnvironment.withoutEndpoints(function.settings().variables())),
        Duration.ofSeconds(Math.max(60, function.settings().timeout().value())),
        "");
  }

  private List<String> command(ProjectFunction function, int megabytes) {
    int release = runtime.release().orElse(function.release());
    return client
        .map(bootstrap -> LambdaJvm.managed(release, megabytes, bootstrap))
        .map(jvm -> jvm.command(List.of(function.handler())))
        .orElseGet(() -> List.of(taskRoot.resolve("bootstrap").toString()));
  }
}
