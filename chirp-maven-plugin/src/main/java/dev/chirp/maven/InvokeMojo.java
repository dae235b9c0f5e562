package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.invoke.Event;
import dev.chirp.invoke.EventSource;
import dev.chirp.invoke.ForkedInvoker;
import dev.chirp.invoke.Invocation;
import dev.chirp.invoke.InvocationReport;
import dev.chirp.invoke.JavaHome;
import dev.chirp.project.ProjectFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
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
    Optional<ProjectFunction> chosen =
        new FunctionChoice(session(), project(), plugin(), getLog())
            .choose(compiledFunctions(), Optional.ofNullable(function));
    chosen.ifPresent(this::invoke);
  }

  private void invoke(ProjectFunction chosen) {
    InvocationReport report = new ForkedInvoker(System.err).invoke(invocation(chosen));
    getLog().info("-----------------------------------");
    System.out.println(report.printed());
    getLog().info(report.line());
    if (expect != null && report.statusCode() != expect) {
      throw ChirpException.project(
          "Function '%s' answered with status %d, but -Dchirp.expect is %d."
              .formatted(chosen.name(), report.statusCode(), expect));
    }
  }

  private Invocation invocation(ProjectFunction chosen) {
    Event read =
        new EventSource(
                eventFiles(),
                project().getBasedir().toPath(),
                Optional.ofNullable(event),
                Optional.ofNullable(payload),
                System.in)
            .read(chosen.name());
    return new Invocation(
        chosen,
        functionPrefix() + chosen.name(),
        read,
        java(),
        classPath(),
        Path.of(project().getBuild().getDirectory(), "chirp", "invoke-" + UUID.randomUUID()),
        debug ? OptionalInt.of(debugPort) : OptionalInt.empty());
  }

  private JavaHome java() {
    return Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session()))
        .map(toolchain -> JavaHome.of(Path.of(toolchain.findTool("java"))))
        .orElseGet(JavaHome::current);
  }

  /**
   * The project's class path, and behind it what the fork needs and the project does not have
   * itself.
   */
  private List<Path> classPath() {
    List<Path> path = new ArrayList<>(runtimeClassPath());
    Predicate<Artifact> needed =
        artifact ->
            artifact.getGroupId().equals(plugin().getGroupId())
                || artifact.getGroupId().equals("com.amazonaws")
                || artifact.getGroupId().startsWith("com.fasterxml.jackson");
    plugin().getArtifacts().stream()
        .filter(needed)
        .filter(
            artifact ->
                !project()
                    .getArtifactMap()
                    .containsKey(artifact.getGroupId() + ":" + artifact.getArtifactId()))
        .forEach(artifact -> path.add(artifact.getFile().toPath()));
    return path;
  }
}
