package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.packaging.Unzip;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.process.RuntimeVariables;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.sandbox.lambda.run.Bootstrap;
import dev.chirp.internal.sandbox.lambda.run.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

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
    int found = JavaCommand.of(wanted, "", 0, bootstrap).release();
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
    Map<String, String> own = new TreeMap<>();
    function.settings().environment().forEach((name, setting) -> own.put(name, setting.value()));
    own.keySet().removeIf(RuntimeVariables::leadsElsewhere);
    own.remove(RuntimeVariables.ENDPOINT);
    RuntimeVariables variables =
        new RuntimeVariables(
            functionName,
            "$LATEST",
            function.handler(),
            runtime.id(),
            megabytes,
            sandbox.getOrDefault("AWS_REGION", SandboxAddress.DEFAULT_REGION),
            "$LATEST",
            taskRoot);
    return new Launch(
        command(function, megabytes),
        taskRoot,
        variables.inSandbox(
            sandbox.getOrDefault("AWS_ACCESS_KEY_ID", ""),
            sandbox.getOrDefault(RuntimeVariables.ENDPOINT, ""),
            own),
        Duration.ofSeconds(Math.max(60, function.settings().timeout().value())),
        "");
  }

  private List<String> command(ProjectFunction function, int megabytes) {
    int release = runtime.release().orElse(function.release());
    return client
        .map(bootstrap -> JavaCommand.of(release, function.handler(), megabytes, bootstrap).line())
        .orElseGet(() -> List.of(taskRoot.resolve("bootstrap").toString()));
  }
}
