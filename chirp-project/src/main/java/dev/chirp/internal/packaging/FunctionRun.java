package dev.chirp.internal.packaging;

import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.invoke.ForkedInvoker;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.internal.invoke.LocalInvocation;
import dev.chirp.internal.invoke.NamedEvent;
import dev.chirp.internal.pack.TaskRoot;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The run of one project function on this machine, from its event to its result: {@code
 * chirp:invoke}.
 *
 * @param functionName on Lambda
 * @param runtime the Lambda runtime that it simulates; by default the one that would be deployed
 * @param java the JVM that it runs in
 * @param classPaths of the compiled project
 * @param built the zip or jar with the function's classes, if another plugin built it
 * @param aws opens the AWS that the function calls, just before it starts
 * @param mayWait whether opening it may take minutes, so that everything else is checked first
 * @param directory {@code target/chirp}
 * @param debugPort the port on which the JVM waits for a debugger, if any
 */
public record FunctionRun(
    ProjectFunction function,
    String functionName,
    EventSource events,
    Optional<String> runtime,
    JavaHome java,
    ClassPaths classPaths,
    Optional<Path> built,
    Supplier<AwsEnvironment> aws,
    boolean mayWait,
    Path directory,
    OptionalInt debugPort) {
  /** Creates a run of the compiled project that calls AWS with the developer's environment. */
  public FunctionRun(
      ProjectFunction function,
      String functionName,
      EventSource events,
      ClassPaths classPaths,
      Path directory) {
    this(
        function,
        functionName,
        events,
        Optional.empty(),
        JavaHome.current(),
        classPaths,
        Optional.empty(),
        () -> AwsEnvironment.of(Map.of()),
        false,
        directory,
        OptionalInt.empty());
  }

  /**
   * Runs the function.
   *
   * @param log receives the function's own output
   */
  public InvocationReport run(PrintStream log) {
    NamedEvent event = events.read(function.name());
    if (built.isEmpty()) {
      return run(invocation(event, classPaths), log);
    }
    // The class path is only the folder, because the class loader finds the jars in lib/.
    try (RunDirectory unzipped = BuiltPackage.unzip(built.get(), directory)) {
      return run(
          invocation(
              event, classPaths.ofFunction(new TaskRoot(unzipped.path(), List.of()).classPath())),
          log);
    }
  }

  private InvocationReport run(LocalInvocation invocation, PrintStream log) {
    if (mayWait) {
      invocation.check(); // reports mistakes before a wait of minutes
    }
    try (AwsEnvironment called = aws.get()) {
      return new ForkedInvoker(log).invoke(invocation, called.variables());
    }
  }

  private LocalInvocation invocation(NamedEvent event, ClassPaths paths) {
    return new LocalInvocation(
        function,
        functionName,
        event,
        java,
        LambdaRuntime.reported(runtime, function.release(), java),
        paths,
        directory.resolve("invoke-" + UUID.randomUUID()),
        debugPort);
  }
}
