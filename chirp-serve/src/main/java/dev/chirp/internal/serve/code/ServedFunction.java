package dev.chirp.internal.serve.code;

import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A function and what its processes start with.
 *
 * @param function its handler and its settings: memory, timeout, variables, route
 * @param functionName on Lambda, with the prefix
 * @param java the JVM that it runs in
 * @param runtime the Lambda runtime that it reports: {@code java21}
 * @param classPaths of its processes; a new generation replaces the function's own with {@link
 *     ClassPaths#ofFunction}
 * @param events the event files of its module
 */
public record ServedFunction(
    ProjectFunction function,
    String functionName,
    JavaHome java,
    String runtime,
    ClassPaths classPaths,
    EventFiles events) {
  /** Returns the function with other class paths. */
  public ServedFunction withClassPaths(ClassPaths other) {
    return new ServedFunction(function, functionName, java, runtime, other, events);
  }

  /**
   * A function that is described, and does not run.
   *
   * @param classPath its classes, then its dependencies
   */
  public static ServedFunction described(
      ProjectFunction function, List<Path> classPath, EventFiles events) {
    return of(
        function,
        function.name(),
        JavaHome.current(),
        Optional.empty(),
        new ClassPaths(List.of(), classPath, List.of()),
        events);
  }

  /**
   * A function that reports a given runtime, or by default the one that a deploy would choose.
   *
   * @param runtime given by the user
   */
  public static ServedFunction of(
      ProjectFunction function,
      String functionName,
      JavaHome java,
      Optional<String> runtime,
      ClassPaths classPaths,
      EventFiles events) {
    return new ServedFunction(
        function,
        functionName,
        java,
        LambdaRuntime.reported(runtime, function.release(), java),
        classPaths,
        events);
  }
}
