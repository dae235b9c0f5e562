package dev.chirp.internal.sandbox.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.invoke.ForkedInvoker;
import dev.chirp.internal.invoke.LocalInvocation;
import dev.chirp.internal.invoke.NamedEvent;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.testkit.Sources;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Local runs, for comparison with the sandbox. */
final class LocalRuns {
  private LocalRuns() {}

  /** The function's response, from a fork with these classes and jars. */
  static String answer(
      ProjectFunction function, String event, List<Path> classPath, Path directory) {
    LocalInvocation invocation =
        new LocalInvocation(
            function,
            "chirp_" + function.name(),
            new NamedEvent("The event of the test", event.getBytes(StandardCharsets.UTF_8)),
            JavaHome.current(),
            "java17",
            classPaths(classPath),
            directory,
            OptionalInt.empty());
    PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new ForkedInvoker(log).invoke(invocation, Map.of()).result().text();
  }

  private static ClassPaths classPaths(List<Path> function) {
    return new ClassPaths(
        Sources.jarsOf(Context.class, PojoSerializer.class),
        function,
        Sources.jarsOf(
            ForkedInvoker.class,
            ApiFunction.class,
            HandlerLoader.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class));
  }
}
