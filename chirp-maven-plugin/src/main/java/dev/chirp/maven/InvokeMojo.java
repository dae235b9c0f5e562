package dev.chirp.maven;

import dev.chirp.invoke.EventSource;
import dev.chirp.invoke.ForkedInvoker;
import dev.chirp.invoke.Invocation;
import dev.chirp.invoke.InvocationReport;
import dev.chirp.project.ProjectFunction;
import dev.chirp.runtime.local.LocalResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Runs one function with one event, in a JVM of its own with the function's environment, memory and
 * timeout.
 *
 * <p>Compiles what changed first. The result goes to stdout, all else to the log: {@code mvn -q
 * chirp:invoke -Dfunction=server_status | jq .data.status}.
 */
@Mojo(name = "invoke", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class InvokeMojo extends AbstractFunctionsMojo {
  /**
   * The function. A project's only function need not be named. Example: {@code
   * -Dfunction=server_status}.
   */
  @Parameter(property = "function")
  private String function;

  /**
   * The event: a name ({@code -Devent=404} is {@code src/test/event/<function>/404.json}), a path
   * that ends in {@code .json}, or {@code -} for stdin. Default: {@code
   * src/test/event/<function>.json}.
   */
  @Parameter(property = "event")
  private String event;

  /** The event itself, as text. Example: {@code -Dpayload='{"params": {}}'}. */
  @Parameter(property = "payload")
  private String payload;

  /** Fails the build unless the answer has this status. Example: {@code -Dchirp.expect=200}. */
  @Parameter(property = "chirp.expect")
  private Integer expect;

  /**
   * Waits for a debugger on {@code chirp.debugPort} before the function starts; there is no timeout
   * then.
   */
  @Parameter(property = "chirp.debug", defaultValue = "false")
  private boolean debug;

  /** The port on 127.0.0.1 that {@code chirp.debug} waits on. */
  @Parameter(property = "chirp.debugPort", defaultValue = "5005")
  private int debugPort;

  @Inject private ToolchainManager toolchains;

  @Override
  void run() {
    Optional<String> wanted = FunctionChoice.named(function);
    choice().choose(wanted, compiledFunctions()).ifPresent(this::invoke);
  }

  @Override
  void skipped() {
    choice().passOver(FunctionChoice.named(function));
  }

  private FunctionChoice choice() {
    return new FunctionChoice(session(), project(), plugin(), getLog());
  }

  private void invoke(ProjectFunction chosen) {
    InvocationReport report = new ForkedInvoker(System.err).invoke(invocation(chosen));
    getLog().info(LocalResult.SEPARATOR);
    print(report.result().printed() + System.lineSeparator());
    getLog().info(report.line());
    Optional.ofNullable(expect).ifPresent(report::check);
  }

  private Invocation invocation(ProjectFunction chosen) {
    EventSource source =
        new EventSource(
            eventFiles(),
            project().getBasedir().toPath(),
            Optional.ofNullable(event),
            Optional.ofNullable(payload),
            System.in);
    FunctionJvm jvm = new FunctionJvm(toolchains, session(), project(), plugin());
    return new Invocation(
        chosen,
        functionPrefix() + chosen.name(),
        source.read(chosen.name()),
        jvm.home(),
        jvm.classPath(runtimeClassPath()),
        Path.of(project().getBuild().getDirectory(), "chirp", "invoke-" + UUID.randomUUID()),
        debug ? OptionalInt.of(debugPort) : OptionalInt.empty());
  }
}
