package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;

/** The messages for all failures of a local run. */
final class Failures {
  private Failures() {}

  static ChirpException endedItself(LocalInvocation invocation, int exitValue) {
    String name = invocation.function().name();
    return exitValue == FunctionMain.EXHAUSTED
        ? exhausted(invocation, "Function '%s' used up its memory.".formatted(name))
        : ChirpException.project(
            "Function '%s' ended its JVM before it responded (exit code %d): it called System.exit, or the JVM crashed."
                .formatted(name, exitValue));
  }

  static ChirpException timedOut(LocalInvocation invocation, String verdict, String trace) {
    long timeout = invocation.timeout().toSeconds();
    String where = trace.isEmpty() ? "" : " It was here:" + trace;
    return ChirpException.project(
            "Function '%s' %s and was stopped.%s"
                .formatted(invocation.function().name(), verdict, where))
        .withSuggestion(command(invocation) + " -Dchirp.timeout=" + Math.min(900, timeout * 3));
  }

  static ChirpException handlerFailed(LocalInvocation invocation, ForkOutcome outcome) {
    String problem =
        "Handler %s failed: %s%s"
            .formatted(invocation.function().className(), outcome.text(), outcome.trace());
    String memory = OutOfMemoryError.class.getName();
    return outcome.text().startsWith(memory) || outcome.trace().contains("\nCaused by: " + memory)
        ? exhausted(invocation, problem)
        : ChirpException.project(problem);
  }

  static ChirpException notLoaded(LocalInvocation invocation, ForkOutcome outcome) {
    return ChirpException.project(
        "Function '%s': class %s could not be created: %s%s"
            .formatted(
                invocation.function().name(),
                invocation.function().className(),
                outcome.text(),
                outcome.trace()));
  }

  private static ChirpException exhausted(LocalInvocation invocation, String problem) {
    int memorySize = invocation.memorySize();
    return ChirpException.project(problem + "\nIt has " + memorySize + " MB.")
        .withSuggestion(
            command(invocation) + " -Dchirp.memorySize=" + Math.min(10_240, memorySize * 2));
  }

  private static String command(LocalInvocation invocation) {
    return "mvn chirp:invoke -Dfunction=" + invocation.function().name();
  }
}
