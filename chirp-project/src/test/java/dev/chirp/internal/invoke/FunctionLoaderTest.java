package dev.chirp.internal.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.log4j2.LambdaAppender;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.HandlerKind;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.testkit.Sources;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class loaders of a local run correspond to those of AWS's client on Lambda. */
@Tag("slow")
class FunctionLoaderTest {
  private static final String IMPORTS =
      "import com.amazonaws.services.lambda.runtime.*; import java.io.*; import java.util.*;\n";

  @TempDir private Path folder;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void functionDoesNotSeeChirpsLibraries() throws IOException {
    Path classes =
        compiled(
            """
            public class Looking implements RequestHandler<List<String>, Map<String, String>> {
              public Map<String, String> handleRequest(List<String> names, Context context) {
                Map<String, String> found = new TreeMap<>();
                for (String name : names) {
                  try {
                    ClassLoader loader = Class.forName(name).getClassLoader();
                    found.put(name, loader == ClassLoader.getSystemClassLoader() ? "Lambda's" : "own");
                  } catch (ClassNotFoundException e) {
                    found.put(name, "hidden");
                  }
                }
                return found;
              }
            }
            """);
    Map<String, String> expected = new TreeMap<>();
    for (String hidden :
        List.of(
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "dev.chirp.internal.core.ChirpException",
            "dev.chirp.internal.invoke.FunctionMain",
            "dev.chirp.runtime.ApiFunction",
            "dev.chirp.runtime.local.LocalInvoker",
            "dev.chirp.internal.loop.BoundEventHandler")) {
      expected.put(hidden, "hidden");
    }
    expected.put(Context.class.getName(), "Lambda's");
    expected.put(PojoSerializer.class.getName(), "Lambda's");
    expected.put("acme.Looking", "own");
    String names = "[\"" + String.join("\",\"", expected.keySet()) + "\"]";
    assertEquals(json(expected), answer("Looking", names, classes));
  }

  @Test
  void missingLibraryFailsAsOnLambda() throws IOException {
    Path classes =
        compiled(
            """
            public class Mapping implements RequestHandler<Object, String> {
              public String handleRequest(Object event, Context context) {
                return new com.fasterxml.jackson.databind.ObjectMapper().toString();
              }
            }
            """);
    ChirpException failure =
        assertThrows(ChirpException.class, () -> answer("Mapping", "{}", classes));
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "Handler acme.Mapping failed: java.lang.NoClassDefFoundError:"
                    + " com/fasterxml/jackson/databind/ObjectMapper"),
        failure.getMessage());
    assertEquals(
        "com.fasterxml.jackson.databind.ObjectMapper",
        answer("Mapping", "{}", classes, jackson()).replaceAll("@.*|\"", ""));
  }

  @Test
  void lambdasOwnCoreLibraryIsUsed() throws IOException {
    Path classes =
        compiled(
            """
            public class Levels implements RequestHandler<String, String> {
              public String handleRequest(String event, Context context) {
                context.getLogger().log("logged");
                return event + " " + CustomPojoSerializer.class.getSimpleName();
              }
            }
            """);
    Path old = olderCore();
    assertEquals("\"a CustomPojoSerializer\"", answer("Levels", "\"a\"", classes, old));
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("logged"));
  }

  @Test
  void contextClassLoaderFindsServicesAndResources() throws IOException {
    Path classes =
        compiled(
            """
            public class Serializing implements RequestHandler<String, String> {
              public String handleRequest(String event, Context context) {
                ClassLoader loader = Thread.currentThread().getContextClassLoader();
                String path = System.getProperty("java.class.path");
                try (InputStream text = loader.getResourceAsStream("text.txt")) {
                  return event + " " + new String(text.readAllBytes()) + " "
                      + (loader == getClass().getClassLoader()) + " "
                      + path.contains(System.getenv("LAMBDA_TASK_ROOT"));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            }
            """,
            """
            public class Own implements CustomPojoSerializer {
              public <T> T fromJson(InputStream in, java.lang.reflect.Type type) { return (T) "own in"; }
              public <T> T fromJson(String in, java.lang.reflect.Type type) { return (T) "own in"; }
              public <T> void toJson(T value, OutputStream out, java.lang.reflect.Type type) {
                new PrintStream(out, true).print("own out: " + value);
              }
            }
            """);
    Files.writeString(classes.resolve("text.txt"), "resource");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("com.amazonaws.services.lambda.runtime.CustomPojoSerializer"), "acme.Own");
    assertEquals("own out: own in resource true false", answer("Serializing", "{}", classes));
  }

  @Test
  void recordIsBound() throws IOException {
    Path classes =
        compiled(
            """
            public class Ordering implements RequestHandler<Ordering.Order, Ordering.Order> {
              public record Order(String item, int count) {}
              public Order handleRequest(Order order, Context context) {
                return new Order(order.item() + "!", order.count() + 1);
              }
            }
            """);
    assertEquals(
        "{\"item\":\"tea!\",\"count\":3}",
        answer("Ordering", "{\"item\": \"tea\", \"count\": 2}", classes));
  }

  @Test
  void checkedExceptionIsReportedUnwrapped() throws IOException {
    Path classes =
        compiled(
            """
            public class Reading implements RequestStreamHandler {
              public void handleRequest(InputStream in, OutputStream out, Context context)
                  throws IOException {
                throw new FileNotFoundException("gone");
              }
            }
            """);
    ChirpException failure =
        assertThrows(ChirpException.class, () -> answer("Reading", "{}", classes));
    assertEquals(
        """
        Handler acme.Reading failed: java.io.FileNotFoundException: gone
            at acme.Reading.handleRequest(Reading.java:6)""",
        failure.getMessage());
  }

  @Test
  void log4jGetsTheRequestId() throws IOException {
    Path classes =
        compiled(
            """
            public class Logging implements RequestHandler<Object, String> {
              static final org.apache.logging.log4j.Logger LOG =
                  org.apache.logging.log4j.LogManager.getLogger(Logging.class);
              public String handleRequest(Object event, Context context) {
                LOG.info("logged");
                return context.getAwsRequestId();
              }
            }
            """);
    Files.writeString(
        classes.resolve("log4j2.xml"),
        """
        <Configuration status="ERROR">
          <Appenders>
            <Lambda name="Lambda"><PatternLayout pattern="&lt;%X{AWSRequestId}&gt; %m%n"/></Lambda>
          </Appenders>
          <Loggers><Root level="INFO"><AppenderRef ref="Lambda"/></Root></Loggers>
        </Configuration>
        """);
    String id =
        answer(
            "Logging",
            "{}",
            classes,
            TestPaths.origin(LambdaAppender.class),
            TestPaths.origin(ThreadContext.class),
            TestPaths.origin(LoggerContext.class));
    String logged = log.toString(StandardCharsets.UTF_8);
    assertTrue(logged.contains("<" + id.replace("\"", "") + "> logged"), logged);
  }

  @Test
  void lambdasVariablesAndTheTraceHeaderAreSet() throws IOException {
    Path classes =
        compiled(
            """
            public class Environment implements RequestHandler<Object, Map<String, String>> {
              static final String TRACE_AT_START = System.getProperty("com.amazonaws.xray.traceHeader");
              public Map<String, String> handleRequest(Object event, Context context) {
                Map<String, String> seen = new TreeMap<>();
                for (String name : List.of("AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_VERSION",
                    "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_XRAY_CONTEXT_MISSING", "LAMBDA_RUNTIME_DIR",
                    "LANG", "TZ", "_HANDLER")) {
                  seen.put(name, System.getenv(name));
                }
                seen.put("stream", System.getenv("AWS_LAMBDA_LOG_STREAM_NAME")
                    .replaceAll("\\\\d{4}/\\\\d\\\\d/\\\\d\\\\d", "day").replaceAll("[0-9a-f]{32}", "id"));
                seen.put("same stream", "" + context.getLogStreamName()
                    .equals(System.getenv("AWS_LAMBDA_LOG_STREAM_NAME")));
                seen.put("trace at start", TRACE_AT_START);
                seen.put("trace", System.getProperty("com.amazonaws.xray.traceHeader")
                    .replaceAll("[0-9a-f]{8,24}", "hex"));
                return seen;
              }
            }
            """);
    Map<String, String> expected = new TreeMap<>();
    expected.put("AWS_EXECUTION_ENV", "AWS_Lambda_java17");
    expected.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    expected.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/chirp_environment");
    expected.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    expected.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    expected.put("LANG", "en_US.UTF-8");
    expected.put("TZ", ":UTC");
    expected.put("_HANDLER", "acme.Environment");
    expected.put("stream", "day/[$LATEST]id");
    expected.put("same stream", "true");
    expected.put("trace", "Root=1-hex-hex;Parent=hex;Sampled=0");
    assertEquals(
        json(expected),
        answer("Environment", "{}", classes).replace("\"trace at start\":null,", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b c#", "d%2Fe f+g", "ü (h) i'j;k!"})
  void functionRunsInAnyFolder(String name) throws IOException {
    Path classes =
        Sources.compile(
            Files.createDirectories(folder.resolve(name)),
            IMPORTS
                + """
                public class Greeting implements RequestHandler<String, String> {
                  public String handleRequest(String event, Context context) {
                    return event + " " + Word.of() + " " + System.getenv("LAMBDA_TASK_ROOT");
                  }
                }
                """,
            "class Word { static String of() { return \"from a jar\"; } }");
    Path word = classes.resolve("acme/Word.class");
    Path jar =
        Sources.jar(
            folder.resolve(name).resolve("lib 1%20#.jar"),
            Map.of("acme/Word.class", Files.readAllBytes(word)));
    Files.delete(word);
    assertEquals(
        "\"grüß from a jar " + classes + "\"", answer("Greeting", "\"grüß\"", classes, jar));
  }

  @Test
  void classPathOfTheJvmIsShort() throws IOException {
    Path classes =
        compiled(
            """
            public class Paths implements RequestHandler<Object, String> {
              public String handleRequest(Object event, Context context) {
                StringBuilder names = new StringBuilder();
                for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
                  names.append(new File(path).getName().replaceAll("-\\\\d.*", "")).append(' ');
                }
                return names.toString().trim();
              }
            }
            """);
    assertEquals(
        "\"aws-lambda-java-core aws-lambda-java-serialization entry\"",
        answer("Paths", "{}", classes));
    assertFalse(log.toString(StandardCharsets.UTF_8).contains(File.pathSeparator));
  }

  /** Builds Chirp's core without classes that its first versions did not have. */
  private Path olderCore() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile jar = new ZipFile(TestPaths.origin(Context.class).toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
        boolean newer =
            entry.getName().contains("/logging/") || entry.getName().contains("CustomPojo");
        if (!entry.isDirectory() && !newer) {
          files.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return Sources.jar(folder.resolve("lib/aws-lambda-java-core-1.1.0.jar"), files);
  }

  private Path compiled(String... sources) throws IOException {
    List<String> with = new ArrayList<>();
    for (String source : sources) {
      with.add(IMPORTS + source);
    }
    return Sources.compile(folder, with.toArray(String[]::new));
  }

  private static Path[] jackson() {
    return TestPaths.ofTests().function().stream()
        .filter(path -> path.getFileName().toString().startsWith("jackson-"))
        .toArray(Path[]::new);
  }

  private static String json(Map<String, String> expected) {
    List<String> fields = new ArrayList<>();
    expected.forEach((name, value) -> fields.add("\"%s\":\"%s\"".formatted(name, value)));
    return "{" + String.join(",", fields) + "}";
  }

  private String answer(String name, String event, Path classes, Path... jars) {
    List<Path> function = new ArrayList<>(List.of(classes));
    function.addAll(List.of(jars));
    LocalInvocation invocation =
        new LocalInvocation(
            function(name),
            "chirp_" + function(name).name(),
            new NamedEvent("The event of the test", event.getBytes(StandardCharsets.UTF_8)),
            JavaHome.current(),
            "java17",
            TestPaths.of(function),
            classes.resolveSibling("run"),
            OptionalInt.empty());
    return new ForkedInvoker(new PrintStream(log, true, StandardCharsets.UTF_8))
        .invoke(invocation, Map.of())
        .result()
        .text();
  }

  private static ProjectFunction function(String name) {
    return new ProjectFunction(
        dev.chirp.internal.local.FunctionName.fromClassName(name),
        "acme." + name,
        HandlerKind.REQUEST_HANDLER,
        17,
        new FunctionSettings(
            new FunctionSettings.Setting<>(512, "test"),
            new FunctionSettings.Setting<>(9, "test"),
            new FunctionSettings.Setting<>("", "test"),
            Optional.empty(),
            Optional.empty(),
            new FunctionSettings.Setting<>(List.of(), "test"),
            Optional.empty(),
            Map.of()));
  }
}
