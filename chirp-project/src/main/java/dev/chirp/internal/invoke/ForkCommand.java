package dev.chirp.internal.invoke;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.Machine;
import dev.chirp.internal.process.TraceHeader;
import dev.chirp.internal.project.FunctionSettings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Starts the fork of a local run: Lambda's JVM with Lambda's environment. */
final class ForkCommand {
  private final LocalInvocation invocation;
  private final FunctionSettings settings;

  ForkCommand(LocalInvocation invocation) {
    this.invocation = invocation;
    this.settings = invocation.function().settings();
  }

  /** Starts the process. */
  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    LambdaEnvironment.latest(
            invocation.functionName(),
            invocation.function().handler(),
            invocation.runtime(),
            settings.memorySize().value(),
            SandboxAddress.DEFAULT_REGION,
            invocation.classPaths().taskRoot())
        .putInto(builder.environment(), invocation.environment(), settings.variables());
    return builder.start();
  }

  /**
   * Writes the arguments into a file, because a class path is easily too long for a command line on
   * Windows.
   */
  private List<String> command() throws IOException {
    Bootstrap bootstrap =
        Bootstrap.ofOneEvent(
            invocation.classPaths(),
            FunctionMain.class,
            invocation.directory(),
            invocation.debugPort());
    List<String> command =
        new LambdaJvm(invocation.java(), settings.memorySize().value(), bootstrap)
            .command(arguments().toList());
    Path file = invocation.directory().resolve("java-arguments");
    String lines =
        command.stream().skip(1).map(ForkCommand::quoted).collect(Collectors.joining("\n"));
    Files.writeString(file, lines, charset());
    return List.of(command.get(0), "@" + file);
  }

  /** The java command reads the file in the platform's encoding, which LC_ALL sets on Linux. */
  private static Charset charset() {
    return Machine.isLinux(System.getProperty("os.name", ""))
        ? StandardCharsets.UTF_8
        : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
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
}
