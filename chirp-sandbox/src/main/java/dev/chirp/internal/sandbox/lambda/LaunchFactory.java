package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.process.LogFrames;
import dev.chirp.internal.process.Machine;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.lambda.CodeStore.TaskRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds the launch of a function for each runtime.
 *
 * @param client the jars of AWS's runtime interface client
 * @param clientDirectory the folder for files unpacked from them, and for the entry class of
 *     Chirp's loop
 * @param operatingSystem the value of {@code os.name}; the client runs on Linux only
 */
record LaunchFactory(
    TaskRoots roots, Supplier<List<Path>> client, Path clientDirectory, String operatingSystem) {
  /** The variable with the process's log stream. */
  static final String STREAM = "AWS_LAMBDA_LOG_STREAM_NAME";

  /** The prefix of runtimes whose zip contains its own bootstrap. */
  private static final String PROVIDED = "provided";

  private static final String PROCESSOR = System.getProperty("os.arch", "");

  private static final Pattern JAVA = Pattern.compile("java(\\d+)(\\..*)?");

  /**
   * The launch of a configuration. The function's own AWS calls use the request's account and
   * endpoint.
   */
  Launch of(JsonNode configuration, LambdaRequest request, String stream) {
    requireRunnable(configuration);
    Path taskRoot = roots.of(configuration.get("CodeSha256").asText());
    Matcher java = JAVA.matcher(configuration.path("Runtime").asText());
    Start start =
        java.matches()
            ? managed(configuration, Integer.parseInt(java.group(1)), taskRoot)
            : own(taskRoot);
    Map<String, String> environment = environment(configuration, request, stream, taskRoot);
    if (java.matches() && isLinux()) {
      LogFrames.requestIn(environment);
    }
    return new Launch(
        start.line(),
        taskRoot,
        Map.copyOf(environment),
        Duration.ofSeconds(configuration.get("Timeout").asLong()),
        "INIT_START Runtime Version: %s (Chirp's sandbox runs it on %s)"
            .formatted(configuration.path("Runtime").asText(), start.remark()));
  }

  /** A command, and a remark on where it runs. */
  private record Start(List<String> line, String remark) {}

  private Start managed(JsonNode configuration, int release, Path taskRoot) {
    Bootstrap bootstrap = bootstrap(taskRoot);
    LambdaJvm jvm = LambdaJvm.managed(release, configuration.get("MemorySize").asInt(), bootstrap);
    return new Start(
        jvm.command(List.of(configuration.path("Handler").asText())),
        "Java " + jvm.java().release() + bootstrap.remark());
  }

  /**
   * The bootstrap in the zip.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Custom
   *     runtimes</a>
   */
  private static Start own(Path taskRoot) {
    Path program = taskRoot.resolve("bootstrap");
    if (!Files.isExecutable(program)) {
      throw new AwsError(
          502,
          "InvalidRuntimeException",
          "The zip has no executable file 'bootstrap' (Lambda's error: Runtime.InvalidEntrypoint).");
    }
    return new Start(List.of(program.toString()), "this machine, by its own bootstrap");
  }

  private Bootstrap bootstrap(Path taskRoot) {
    return isLinux()
        ? Bootstrap.runtimeInterfaceClient(client.get(), clientDirectory)
        : Bootstrap.loop(taskRoot, clientDirectory);
  }

  /**
   * Refuses a function that this machine cannot run.
   *
   * @throws AwsError with the runtime
   */
  void requireRunnable(JsonNode configuration) {
    String runtime = configuration.path("Runtime").asText();
    if (JAVA.matcher(runtime).matches()) {
      return;
    }
    if (!runtime.startsWith(PROVIDED)) {
      throw AwsError.unsupported("functions of runtime " + runtime);
    }
    String architecture = configuration.path("Architectures").path(0).asText("x86_64");
    if (!isLinux() || !Machine.architecture(PROCESSOR).equals(Optional.of(architecture))) {
      throw AwsError.unsupported(
          "functions of runtime %s for %s Linux on %s %s"
              .formatted(
                  runtime,
                  architecture,
                  Machine.architecture(PROCESSOR).orElse(PROCESSOR),
                  operatingSystem));
    }
  }

  private boolean isLinux() {
    return Machine.isLinux(operatingSystem);
  }

  private static Map<String, String> environment(
      JsonNode configuration, LambdaRequest request, String stream, Path taskRoot) {
    Map<String, String> own = new TreeMap<>();
    configuration
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> own.put(variable.getKey(), variable.getValue().asText()));
    Map<String, String> variables =
        new LambdaEnvironment(
                configuration.get("FunctionName").asText(),
                configuration.get("Version").asText(),
                configuration.path("Handler").asText(),
                configuration.path("Runtime").asText(),
                configuration.get("MemorySize").asInt(),
                request.scope().region(),
                stream,
                taskRoot)
            .inSandbox(
                new SandboxAddress(request.call().endpoint(), request.call().accessKeyId())
                    .environment(),
                own);
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization(configuration));
    logging(configuration.path("LoggingConfig"), variables);
    return variables;
  }

  /**
   * The initialization type. With SnapStart, every start of a version counts as one before a
   * snapshot.
   */
  private static String initialization(JsonNode configuration) {
    boolean snapped = configuration.at("/SnapStart/OptimizationStatus").asText().equals("On");
    return snapped ? "snap-start" : "on-demand";
  }

  private static void logging(JsonNode logging, Map<String, String> variables) {
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", logging.path("LogGroup").asText());
    String format = logging.path("LogFormat").asText("Text");
    if (format.equals("JSON")) {
      variables.put("AWS_LAMBDA_LOG_FORMAT", format);
      variables.put("AWS_LAMBDA_LOG_LEVEL", logging.path("ApplicationLogLevel").asText("INFO"));
    }
  }
}
