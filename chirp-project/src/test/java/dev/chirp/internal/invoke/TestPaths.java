package dev.chirp.internal.invoke;

import acme.Functions;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.runtime.ApiFunction;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class paths of a fork, based on the tests' own class path. */
final class TestPaths {
  private TestPaths() {}

  /** Returns the class paths of the tests' functions, which have chirp-runtime and Jackson. */
  static ClassPaths ofTests() {
    return of(
        Stream.concat(
                Stream.of(Functions.class, ApiFunction.class).map(TestPaths::origin), jackson())
            .toList());
  }

  /** Returns the class paths of a project with only these folders and jars. */
  static ClassPaths of(List<Path> function) {
    return new ClassPaths(
        Stream.of(Context.class, PojoSerializer.class).map(TestPaths::origin).toList(),
        function,
        Stream.concat(
                Stream.of(FunctionMain.class, ApiFunction.class, HandlerLoader.class)
                    .map(TestPaths::origin),
                jackson())
            .toList());
  }

  private static Stream<Path> jackson() {
    return Stream.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class)
        .map(TestPaths::origin);
  }

  /** Returns the jar or folder that contains a class. */
  static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
