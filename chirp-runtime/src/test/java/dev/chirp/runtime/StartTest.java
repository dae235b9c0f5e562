package dev.chirp.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes that a cold start loads, seen from outside. Every class costs the caller time. */
@Tag("slow")
class StartTest {

  private static final String DATABIND = "com.fasterxml.jackson.databind.";
  private static final String REDACTION = "dev.chirp.internal.json.Redaction";

  /** Regular expressions, streams, and concatenation by invokedynamic. */
  private static final List<String> SLOW =
      List.of(
          "java.util.regex.Pattern ", "java.util.stream.", "java.lang.invoke.StringConcatFactory");

  @TempDir Path folder;

  private List<String> run(String level, String... events) throws Exception {
    return runWith("-Xshare:off", level, events);
  }

  private List<String> runWith(String option, String level, String... events) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.add("-Xlog:class+load:stdout");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(StartProbe.class.getName());
    for (int i = 0; i < events.length; i++) {
      command.add(Files.writeString(folder.resolve("event" + i + ".json"), events[i]).toString());
    }
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("CHIRP_LOG_LEVEL", level);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "The function does not end");
    List<String> lines = Files.readAllLines(output);
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
    assertEquals(events.length, lines.stream().filter(line -> line.startsWith("ANSWER ")).count());
    assertTrue(loaded(lines, "dev.chirp.runtime.ApiFunction "), "The log shows no classes");
    return lines;
  }

  private static boolean loaded(List<String> lines, String prefix) {
    return lines.stream().anyMatch(line -> line.contains("] " + prefix));
  }

  private static String event(String shape, String error) {
    return Samples.read(shape).replace("404", error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass-through",
        "rest-proxy",
        "http-api",
        "function-url",
        "alb",
        "alb-multi-value"
      })
  void noClassOfDatabindIsLoadedWithoutAClassToBind(String shape) throws Exception {
    List<String> success = run("INFO", event(shape, "none"));
    assertTrue(String.join("\n", success).contains("ANSWER {"));
    assertFalse(loaded(success, DATABIND));
    assertFalse(loaded(success, REDACTION));
    assertFalse(loaded(success, "dev.chirp.internal.json.Secret"));
    List<String> error = run("INFO", event(shape, "404"), event(shape, "500"));
    assertTrue(String.join("\n", error).contains("404100"));
    assertTrue(String.join("\n", error).contains("500100"));
    assertFalse(loaded(error, DATABIND));
  }

  @Test
  void unreadableEventLoadsNoDatabind() throws IOException, Exception {
    assertFalse(loaded(run("INFO", "{\"a\": ", "[]"), DATABIND));
  }

  @Test
  void databindIsLoadedWithTheFirstBoundClass() throws Exception {
    assertTrue(loaded(run("INFO", event("pass-through", "bean")), DATABIND));
  }

  @Test
  void redactionIsLoadedWhenTheLevelAsksForIt() throws Exception {
    assertTrue(loaded(run("DEBUG", event("pass-through", "none")), REDACTION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass-through",
        "rest-proxy",
        "http-api",
        "function-url",
        "alb",
        "alb-multi-value"
      })
  void successUsesNothingThatIsSlowToStart(String shape) throws Exception {
    List<String> lines = run("INFO", event(shape, "none"));
    List<String> request = lines.subList(lines.indexOf("REQUEST"), lines.indexOf("ANSWERED"));
    assertTrue(loaded(request, "dev.chirp.internal.json.Section "), "Not the lines of a request");
    for (String line : request) {
      // The JDK has lambdas of its own, for one where it opens a jar.
      assertFalse(line.contains("] dev.chirp.") && line.contains("$$Lambda"), line);
      for (String slow : SLOW) {
        assertFalse(line.contains("] " + slow), line);
      }
    }
  }

  /** The classes that a request loads. */
  private List<String> requestClasses(String shape, String error) throws Exception {
    List<String> lines = run("INFO", event(shape, error));
    List<String> request = lines.subList(lines.indexOf("REQUEST"), lines.indexOf("ANSWERED"));
    List<String> names = new ArrayList<>();
    for (String line : request) {
      int start = line.indexOf("] ") + 2;
      if (line.contains("source:")) {
        names.add(line.substring(start, line.indexOf(' ', start)));
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass-through", "rest-proxy", "http-api"})
  void aTypedParameterLoadsTwoClassesOfChirps(String shape) throws Exception {
    List<String> without = requestClasses(shape, "none");
    assertFalse(without.contains("dev.chirp.runtime.RequestField"));
    assertFalse(without.contains("dev.chirp.internal.json.Refusal"));
    List<String> more = new ArrayList<>(requestClasses(shape, "int"));
    more.removeAll(without);
    more.removeIf(name -> !name.startsWith("dev.chirp."));
    assertEquals(List.of("dev.chirp.runtime.RequestField", "dev.chirp.runtime.Literal"), more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass-through", "rest-proxy", "http-api"})
  void noTypeLoadsLambdasOrFormatters(String shape) throws Exception {
    List<String> names = requestClasses(shape, "fields");
    assertTrue(names.contains("dev.chirp.runtime.IsoTime"), names.toString());
    for (String name : names) {
      assertFalse(name.startsWith("dev.chirp.") && name.contains("$$Lambda"), name);
      assertFalse(name.startsWith("java.time.format."), name);
      assertFalse(name.startsWith("java.util.stream."), name);
      assertFalse(name.startsWith(DATABIND), name);
      assertFalse(name.equals("java.util.regex.Pattern"), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "DEBUG"})
  void aFunctionWithLittleMemoryAnswersLargeEvents(String level) throws Exception {
    String many = "{\"params\": {\"querystring\": {\"error\": \"404\"}}, \"body-json\": [";
    many += "[{}],".repeat(1_000_000) + "1]}";
    String secrets = "{\"requestContext\": {\"http\": {}}, \"rawQueryString\": \"error=404\",";
    secrets += " \"body\": \"" + "token=abcde ".repeat(400_000) + "\"}";
    String memory = event("http-api", "memory");
    List<String> lines =
        runWith("-Xmx108m", level, many, secrets, event("http-api", "none"), memory);
    List<String> answers = lines.stream().filter(line -> line.startsWith("ANSWER ")).toList();
    assertTrue(answers.get(0).contains("404100"), answers.get(0));
    assertTrue(answers.get(1).contains("\"statusCode\": 404"), answers.get(1));
    assertTrue(answers.get(2).contains("\"statusCode\": 200"), answers.get(2));
    // The function has no memory left: its caller has to end the JVM.
    assertTrue(answers.get(3).contains("java.lang.OutOfMemoryError"), answers.get(3));
  }

  @Test
  void snapshotWithoutTheLoopIsAnOrdinaryStart() throws IOException {
    Map<String, String> environment = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    ApiFunction function =
        new ApiFunction(environment) {
          @Override
          protected Object handle(ApiRequest request) {
            return "cold";
          }
        };
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    RecordingContext context = new RecordingContext();
    function.handleRequest(new ByteArrayInputStream("{}".getBytes(UTF_8)), answer, context);
    assertEquals("{\"data\": \"cold\", \"code\": 200, \"notes\": null}", answer.toString(UTF_8));
  }
}
