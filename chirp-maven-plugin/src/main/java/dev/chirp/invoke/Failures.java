package dev.chirp.invoke;

import dev.chirp.core.ChirpException;

/** The words for each way in which a local run fails. */
final class Failures {
  private Failures() {}

  static ChirpException endedItself(String name, int exitValue) {
    return ChirpException.project(
        "Function '%s' ended its JVM before it answered (exit code %d): it called System.exit, or the JVM crashed."
            .formatted(name, exitValue));
  }

  static ChirpException timedOut(Invocation invocation, String verdict, String trace) {
    int timeout = invocation.function().settings().timeout().value();
    String where = trace.isEmpty() ? "" : " It was here:" + trace;
    return ChirpException.project(
            "Function '%s' %s and was stopped.%s"
                .formatted(invocation.function().name(), verdict, where))
        .withSuggestion(command(invocation) + " -Dchirp.timeout=" + Math.min(900, timeout * 3));
  }

  static ChirpException handlerFailed(Invocation invocation, Outcome outcome) {
    return ChirpException.project(
        "Handler %s failed: %s%s"
            .formatted(invocation.function().className(), outcome.text(), outcome.trace()));
  }

  static ChirpException notLoaded(Invocation invocation, Outcome outcome) {
    return ChirpException.project(
            "Function '%s': class %s could not be created: %s%s"
                .formatted(
                    invocation.function().name(),
                    invocation.function().className(),
                    outcome.text(),
                    outcome.trace()))
        .withSuggestion("mvn clean compile " + command(invocation).substring("mvn ".length()));
  }

  static ChirpException badEvent(Invocation invocation, Outcome outcome) {
    return ChirpException.project(
        outcome.text().replaceFirst("^The event", invocation.event().name()));
  }

  private static String command(Invocation invocation) {
    return "mvn chirp:invoke -Dfunction=" + invocation.function().name();
  }
}
