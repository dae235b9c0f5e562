package dev.chirp.internal.invoke;

import dev.chirp.internal.core.Machine;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.RuntimeVariables;
import dev.chirp.internal.process.TraceHeader;
import dev.chirp.internal.project.FunctionSettings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line and the environment of a fork: Lambda's JVM flags, and Lambda's environment
 * variables.
 */
final class ForkCommand {
  private static final List<String> REGION = List.of("AWS_REGION", "AWS_DEFAULT_REGION");
  private static final List<String> NO_PROXY = List.of("NO_PROXY", "no_proxy");

  private final LocalInvocation invocation;
  private final FunctionSettings settings;

  ForkCommand(LocalInvocation invocation) {
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
    options.addAll(
        invocation
            .classPaths()
            .arguments(invocation.directory().resolve("entry"), FunctionMain.class.getName()));
    options.addAll(arguments().toList());
    Path file = invocation.directory().resolve("java-arguments");
    String lines = options.stream().map(ForkCommand::quoted).collect(Collectors.joining("\n"));
    Files.writeString(file, lines, charset());
    return List.of(invocation.java().executable().toString(), "@" + file);
  }

  /** The java command reads the file in the platform's encoding, which LC_ALL names on Linux. */
  private static Charset charset() {
    return Machine.isLinux(System.getProperty("os.name", ""))
        ? StandardCharsets.UTF_8
        : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
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
        TraceHeader.of(UUID.randomUUID().toString()),
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
    if (invocation.environment().containsKey("AWS_PROFILE")) {
      environment.keySet().removeIf(RuntimeVariables::winsOverProfile);
    }
    environment.putAll(invocation.environment());
    Map<String, String> own = new TreeMap<>();
    settings.environment().forEach((name, setting) -> own.put(name, setting.value()));
    environment.putAll(lambdas(region(environment, own)).around(own));
  }

  /** The one that is given, the function's own first. */
  private static String region(Map<String, String> environment, Map<String, String> own) {
    return Stream.of(own, environment)
        .flatMap(variables -> REGION.stream().map(variables::get))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(SandboxAddress.DEFAULT_REGION);
  }

  private RuntimeVariables lambdas(String region) {
    String version = "$LATEST";
    String id = UUID.randomUUID().toString().replace("-", "");
    return new RuntimeVariables(
        invocation.functionName(),
        version,
        invocation.function().handler(),
        invocation.runtime(),
        settings.memorySize().value(),
        region,
        RuntimeVariables.logStream(Instant.now(), version, id),
        invocation.classPaths().taskRoot());
  }
}
