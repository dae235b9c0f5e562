package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
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
 * A code package as Lambda has it: unzipped, with what starts a function of it.
 *
 * @param client what starts a managed runtime's functions; empty for a package that brings it
 */
record UnzippedPackage(Path taskRoot, LambdaRuntime runtime, Optional<Bootstrap> client) {
  /** Unzips it into a new directory. */
  static UnzippedPackage of(
      CodePackage code, LambdaRuntime runtime, Path directory, Optional<Bootstrap> client) {
    try {
      Unzip.into(Files.createDirectories(directory), code.file());
      return new UnzippedPackage(directory.toAbsolutePath(), runtime, client);
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be unzipped.".formatted(code.file()), e);
    }
  }

  /** What a table calls it: {@code managed, java17}. */
  String name() {
    return client.map(this::managed).orElse("self-contained");
  }

  /** With the Java that it runs on here, if that is another one. */
  private String managed(Bootstrap bootstrap) {
    int wanted = runtime.release().orElse(bootstrap.leastRelease());
    int found = LambdaJvm.managed(wanted, 0, bootstrap).java().release();
    String remark = runtime.release().equals(OptionalInt.of(found)) ? "" : " on Java " + found;
    return "managed, " + runtime.id() + remark;
  }

  /**
   * The start of a function, whose calls to AWS go to the sandbox.
   *
   * @param megabytes the memory size
   * @param sandbox what leads there
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
