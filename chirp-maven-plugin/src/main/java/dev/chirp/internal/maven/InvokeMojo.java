package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.invoke.ExpectedStatus;
import dev.chirp.internal.invoke.ForkedInvoker;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.internal.invoke.LocalInvocation;
import dev.chirp.internal.invoke.NamedEvent;
import dev.chirp.internal.packaging.BuiltPackage;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.rollout.RemoteRun;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import dev.chirp.runtime.local.LocalResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * timeout, or with {@code -Dremote} on Lambda.
 *
 * <p>Compiles what changed first; for a named function on Lambda there is no need to. The result
 * goes to stdout, all else to the log: {@code mvn -q chirp:invoke -Dfunction=server_status | jq
 * .data.status}.
 */
@Mojo(name = "invoke", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class InvokeMojo extends AbstractFunctionsMojo {
  /** The line above a result, as in a run by the function's own main method. */
  private static final String SEPARATOR = "-----------------------------------";

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

  /**
   * Runs the deployed function on Lambda, in the sandbox with {@code -Dchirp.sandbox}. Prints as a
   * local run does.
   */
  @Parameter(property = "remote", defaultValue = "false")
  private boolean remote;

  /**
   * The version or alias to run on Lambda. Default: the code that was deployed last. Example:
   * {@code -Dqualifier=prod}.
   */
  @Parameter(property = "qualifier")
  private String qualifier;

  /**
   * A local run calls the sandbox in AWS's place, as with {@code -Dchirp.sandbox}: what a function
   * stores is there for the next run, and nobody needs an account. For the POM; {@code
   * -Dchirp.localSandbox=false} is a local run that calls AWS.
   */
  @Parameter(property = "chirp.localSandbox", defaultValue = "false")
  private boolean localSandbox;

  /**
   * The runtime that a local run names in {@code AWS_EXECUTION_ENV}. Default: as for {@code
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
                invoke(chosen);
              }
            });
  }

  @Override
  void skipped() {
    choice().passOver(FunctionChoice.named(function));
  }

  /** One in the POM is for the runs that are remote. */
  private void requireRemoteForQualifier() {
    Optional<String> typed = given(typed().getOrDefault("qualifier", ""));
    if (typed.isPresent() && !remote) {
      throw ChirpException.project(
              "-Dqualifier=%s names a version or an alias on Lambda, but -Dremote is missing."
                  .formatted(typed.get()))
          .withSuggestion("the same command with -Dremote");
    }
  }

  private FunctionChoice choice() {
    return new FunctionChoice(session(), project(), execution(), getLog());
  }

  private void invoke(ProjectFunction chosen) {
    Optional<Path> built = builtPackage();
    if (built.isEmpty()) {
      runWithAws(invocation(chosen, runtimeClassPath()));
      return;
    }
    // Its folder alone: the jars in lib/ are found there.
    try (RunDirectory unzipped = BuiltPackage.unzip(built.get(), chirpDirectory())) {
      runWithAws(invocation(chosen, List.of(unzipped.path())));
    }
  }

  private void runWithAws(LocalInvocation invocation) {
    if (!localSandbox && !usesSandbox()) {
      invoke(invocation.with(awsEnvironment()));
      return;
    }
    warnOfSdks();
    // A mistake shall not be told after a wait of minutes.
    invocation.check();
    try (SandboxTurn turn = sandboxTurn()) {
      invoke(invocation.with(environmentOf(turn.address())));
    }
  }

  private void invoke(LocalInvocation invocation) {
    InvocationReport report = new ForkedInvoker(MavenStreams.err()).invoke(invocation);
    show(invocation.function().name(), report.result(), report.line());
  }

  private void invokeRemotely(String name) {
    prepareInvocation();
    RemoteRun.Shown shown =
        new RemoteRun(
                name,
                functionPrefix() + name,
                given(qualifier),
                MavenStreams.err(),
                new MavenProgress(getLog()))
            .of(event(name).checked(), this::aws);
    show(name, shown.result(), shown.line());
  }

  private void show(String name, LocalResult result, String line) {
    getLog().info(SEPARATOR);
    print(result.printed() + System.lineSeparator());
    getLog().info(line);
    Optional.ofNullable(expect).ifPresent(status -> new ExpectedStatus(name, status).check(result));
  }

  private NamedEvent event(String name) {
    return new EventSource(
            eventFiles(), project().getBasedir().toPath(), given(event), given(payload), System.in)
        .read(name);
  }

  private String runtime(ProjectFunction chosen, JavaHome java) {
    return given(runtime)
        .or(() -> LambdaRuntime.choice(chosen.release()).map(LambdaRuntime::id))
        .orElseGet(() -> "java" + java.release());
  }

  private LocalInvocation invocation(ProjectFunction chosen, List<Path> classPath) {
    FunctionJvm jvm = new FunctionJvm(toolchains, session(), project(), plugin());
    return new LocalInvocation(
        chosen,
        functionPrefix() + chosen.name(),
        event(chosen.name()),
        jvm.home(),
        runtime(chosen, jvm.home()),
        jvm.classPaths(classPath),
        Map.of(),
        Path.of(project().getBuild().getDirectory(), "chirp", "invoke-" + UUID.randomUUID()),
        debug ? OptionalInt.of(debugPort) : OptionalInt.empty());
  }
}
