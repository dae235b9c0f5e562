package dev.chirp.invoke;

import dev.chirp.process.RuntimeVariables;
import dev.chirp.project.FunctionSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command line and the environment of a fork: Lambda's JVM flags, and Lambda's environment
 * variables.
 */
final class ForkCommand {
  private static final String DEFAULT_REGION = "us-east-1";
  private static final List<String> NO_PROXY = List.of("NO_PROXY", "no_proxy");

  private final Invocation invocation;
  private final FunctionSettings settings;

  ForkCommand(Invocation invocation) {
    this.invocation = invocation;
    this.settings = invocation.function().settings();
  }

  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    fill(builder.environment());
    return builder.start();
  }

  /**
   * The arguments stand in a file, because a class path easily exceeds what a command line may hold
   * on Windows.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">JVM flags
   *     of Lambda's runtimes</a>
   */
  private List<String> command() throws IOException {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heap() + "m");
    options.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"));
    invocation
        .debugPort()
        .ifPresent(
            port ->
                options.add(
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:"
                        + port));
    options.add("-classpath");
    options.add(
        invocation.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    options.add(FunctionMain.class.getName());
    options.addAll(arguments().toList());
    Path file = invocation.directory().resolve("java-arguments");
    String lines = options.stream().map(ForkCommand::quoted).collect(Collectors.joining("\n"));
    // The java command reads the file in the platform's encoding.
    Files.writeString(file, lines, Charset.forName(System.getProperty("native.encoding", "UTF-8")));
    return List.of(invocation.java().executable().toString(), "@" + file);
  }

  /** Lambda gives the heap 85 % of a function's memory. */
  private int heap() {
    return settings.memorySize().value() * 85 / 100;
  }

  private ForkArguments arguments() {
    return new ForkArguments(
        invocation.directory(),
        invocation.function().handler(),
        invocation.functionName(),
        Duration.ofSeconds(settings.timeout().value()),
        settings.memorySize().value(),
        invocation.debugPort().isEmpty(),
        System.currentTimeMillis());
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * No proxy reaches this machine's loopback. Of the two spellings a program reads either.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html">Proxies</a>
   */
  private static void pastProxies(Map<String, String> environment) {
    Set<String> hosts = new LinkedHashSet<>(List.of("127.0.0.1"));
    for (String name : NO_PROXY) {
      hosts.addAll(List.of(environment.getOrDefault(name, "").split(",")));
    }
    hosts.remove("");
    NO_PROXY.forEach(name -> environment.put(name, String.join(",", hosts)));
  }

  /**
   * The developer's environment, what the run says, then Lambda's variables, then the function's
   * own.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined
   *     runtime variables</a>
   */
  private void fill(Map<String, String> environment) {
    if (invocation.environment().containsKey(RuntimeVariables.ENDPOINT)) {
      environment.keySet().removeIf(RuntimeVariables::leadsElsewhere);
      pastProxies(environment);
    }
    environment.putAll(invocation.environment());
    String region = environment.getOrDefault("AWS_DEFAULT_REGION", DEFAULT_REGION);
    environment.putIfAbsent("AWS_REGION", region);
    environment.put("_HANDLER", invocation.function().handler());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", invocation.functionName());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", settings.memorySize().value().toString());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + invocation.functionName());
    environment.put("LAMBDA_TASK_ROOT", invocation.classPath().get(0).toString());
    environment.put("TZ", ":UTC");
    settings.environment().forEach((name, setting) -> environment.put(name, setting.value()));
    environment.put("AWS_DEFAULT_REGION", environment.get("AWS_REGION"));
  }
}
