package dev.chirp.internal.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.project.FunctionScan;
import dev.chirp.internal.project.GivenSettings;
import dev.chirp.internal.project.SettingsLayer;
import dev.chirp.testkit.Sources;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfContainedPackageTest {
  private static final List<String> WITHOUT = List.of("chirp-loop", "aws-lambda-java-core");
  private static final List<String> WITH =
      List.of("chirp-loop", "aws-lambda-java-core", "aws-lambda-java-serialization");

  private static final String API =
      "public class Api extends dev.chirp.runtime.ApiFunction {"
          + " protected Object handle(dev.chirp.runtime.ApiRequest request) { return 1; } }";
  private static final String STREAMS =
      "public class Streams implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {"
          + " public void handleRequest(java.io.InputStream in, java.io.OutputStream out,"
          + " com.amazonaws.services.lambda.runtime.Context context) {} }";
  private static final String BOUND =
      "public class Bound implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {"
          + " public String handleRequest(String event, com.amazonaws.services.lambda.runtime.Context context) {"
          + " return event; } }";
  private static final String PLAIN =
      "public class Plain { public String find(String id) { return id; } public int count() { return 1; }"
          + " public static void copy(java.io.InputStream in, java.io.OutputStream out) {} }";

  @TempDir private Path folder;

  @Test
  void serializationLibraryIsAddedForTypedHandlersOnly() throws Exception {
    Path none = Sources.compile(folder.resolve("none"), API, STREAMS, PLAIN);
    assertEquals(WITHOUT, brought(none));
    assertEquals(WITHOUT, brought(none, "acme.Plain::copy", "acme.Api::handleRequest"));
    assertEquals(WITHOUT, brought(none, "acme.Streams::handleRequest"));
    assertEquals(WITH, brought(none, "acme.Plain::find"));
    assertEquals(WITH, brought(none, "acme.Plain::count", "acme.Plain::copy"));
    Path one = Sources.compile(folder.resolve("one"), API, STREAMS, BOUND);
    assertEquals(WITH, brought(one));
    assertEquals(WITH, brought(one, "acme.Bound::handleRequest"));
  }

  private List<String> brought(Path classes, String... handlers) {
    Map<String, String> named = new HashMap<>();
    for (String handler : handlers) {
      named.put("named_" + named.size(), handler);
    }
    GivenSettings given =
        new GivenSettings(
            SettingsLayer.ofEnvironment("POM", Map.of()),
            Optional.empty(),
            List.of(),
            named,
            Map.of(),
            folder);
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    FunctionScan scan = new FunctionScan(classes, classPath, "chirp_", given);
    return SelfContainedPackage.brought(scan.run().complete());
  }
}
