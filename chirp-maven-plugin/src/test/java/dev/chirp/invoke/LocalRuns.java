package dev.chirp.invoke;

import dev.chirp.core.JavaHome;
import dev.chirp.project.ProjectFunction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Local runs for tests of other packages. */
public final class LocalRuns {
  private LocalRuns() {}

  /** The function's answer, from a fork with these classes and jars. */
  public static String answer(
      ProjectFunction function, String event, List<Path> classPath, Path directory) {
    Invocation invocation =
        new Invocation(
            function,
            "chirp_" + function.name(),
            new Event("The event of the test", event.getBytes(StandardCharsets.UTF_8)),
            JavaHome.current(),
            "java17",
            TestPaths.of(classPath),
            Map.of(),
            directory,
            OptionalInt.empty());
    PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new ForkedInvoker(log).invoke(invocation).result().text();
  }
}
