package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.internal.packaging.FunctionRun;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.rollout.RemoteRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Runs one function with one event, in a separate JVM with the function's environment, memory and
 * timeout, or with {@code -Dremote} on Lambda.
 *
 * <p>Compiles what changed first, except for a named function on Lambda. Prints the result to
 * stdout and everything else to the log: {@code mvn -q chirp:invoke -Dfunction=server_status | jq
 * .data.status}.
 */
@Mojo(name = "invoke", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class InvokeMojo extends AbstractFunctionsMojo {
  /** The line above a result, as in a run by the function's own main method. */
  private static final String SEPARATOR = "-----------------------------------";

  /**
   * The function. It may be omitted if the project has only one. Example: {@code
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

  /** Fails the build unless the response has this status. Example: {@code -Dchirp.expect=200}. */
  @Parameter(property = "chirp.expect")
  private Integer expect;

  /**
   * Waits for a debugger on {@code chirp.debugPort} before the function starts, and disables the
   * timeout.
   */
  @Parameter(property = "chirp.debug", defaultValue = "false")
  private boolean debug;

  /** The port on 127.0.0.1 for {@code chirp.debug}. */
  @Parameter(property = "chirp.debugPort", defaultValue = "5005")
  private int debugPort;

  /**
   * Runs the deployed function on Lambda, or in the sandbox with {@code -Dchirp.sandbox}. Prints
   * the result like a local run.
   */
  @Parameter(property = "remote", defaultValue = "false")
  private boolean remote;

  /**
   * The version or alias to run on Lambda. Default: the code of the last deploy. Example: {@code
   * -Dqualifier=prod}.
   */
  @Parameter(property = "qualifier")
  private String qualifier;

  /**
   * Makes local runs call the sandbox instead of AWS, as with {@code -Dchirp.sandbox}. Data that a
   * function stores is still there in the next run, and no account is needed. Set it in the POM;
   * {@code -Dchirp.localSandbox=false} makes a local run call AWS.
   */
  @Parameter(property = "chirp.localSandbox", defaultValue = "false")
  private boolean localSandbox;

  /**
   * The runtime that a local run reports in {@code AWS_EXECUTION_ENV}. Default: as for {@code
   * chirp:deploy}.
   */
  @Parameter(property = "chirp.runtime")
  private String runtime;

  @Inject private ToolchainManager toolchains;

  @Override
  void run() {
    Optional<String> wanted = FunctionChoice.named(function);
    requireRemoteForQualifier();
    if (remote && wanted.isPresent() && session().getProjects().size() == 1) {
      invokeRemotely(wanted.get());
      return;
    }
    ProjectFunctions all = compiledFunctions();
    wanted.ifPresent(name -> modules().requireOne(execution(), name));
    choice()
        .choose(wanted, all)
        .ifPresent(
            chosen -> {
              if (remote) {
                invokeRemotely(chosen.name());
              } else {
                invokeLocally(chosen);
              }
            });
  }

  @Override
  void skipped() {
    choice().passOver(FunctionChoice.named(function));
  }

  /** Applies to the command line only: a qualifier in the POM is for remote runs. */
  private void requireRemoteForQualifier() {
    Optional<String> typed = given(typed().getOrDefault("qualifier", ""));
    if (typed.isPresent() && !remote) {
      throw ChirpException.project(
              "-Dqualifier=%s names a version or an alias on Lambda, but -Dremote is missing."
                  .formatted(typed.get()))
          .withSuggestion("the same command with -Dremote");
    }
  }

  private void invokeLocally(ProjectFunction chosen) {
    boolean usesSandbox = localSandbox || usesSandbox();
    if (usesSandbox) {
      warnOfSdks();
    }
    FunctionJvm jvm = new FunctionJvm(toolchains, session(), project(), plugin());
    Optional<Path> built = builtPackage();
    List<Path> classPath = runtimeClassPath();
    FunctionRun run =
        new FunctionRun(
            chosen,
            functionPrefix() + chosen.name(),
            events(),
            given(runtime),
            jvm.home(),
            jvm.classPaths(built.isEmpty() ? classPath : classPath.subList(0, 1)),
            built,
            functionsAws(usesSandbox),
            usesSandbox,
            chirpDirectory(),
            debug ? OptionalInt.of(debugPort) : OptionalInt.empty());
    show(chosen.name(), run.run(MavenStreams.err()));
  }

  private void invokeRemotely(String name) {
    prepareInvocation();
    RemoteRun run =
        new RemoteRun(
            name,
            functionPrefix() + name,
            given(qualifier),
            MavenStreams.err(),
            new MavenProgress(getLog()));
    show(name, run.of(events(), this::aws));
  }

  private void show(String name, InvocationReport report) {
    getLog().info(SEPARATOR);
    print(report.result().printed() + System.lineSeparator());
    getLog().info(report.line());
    Optional.ofNullable(expect).ifPresent(status -> report.requireStatus(name, status));
  }

  private EventSource events() {
    return new EventSource(
        eventFiles(), project().getBasedir().toPath(), given(event), given(payload), System.in);
  }
}
