package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.chirp.internal.loop.Main;
import dev.chirp.testkit.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Functions on systems without AWS's runtime interface client. */
@Tag("slow")
class RuntimeLoopTest {
  private static final String NAME = "chirp_echo";

  @TempDir private Path directory;
  private LambdaBox box;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory, "Mac OS X");
  }

  @AfterEach
  void stop() {
    box.close();
  }

  @Test
  void logNamesTheLoopAndTheProcessStaysWarm() {
    box.create(NAME);
    InvokeResponse first = invoke("count");
    assertEquals("\"1\"", text(first));
    String log = log(first);
    assertTrue(
        log.matches(
            "(?s)INIT_START Runtime Version: java17 \\(Chirp's sandbox runs it on Java \\d+ with"
                + " Chirp's Runtime API loop, because AWS's runtime interface client runs on"
                + " Linux only\\)\nloaded\nSTART .*\nevent count\nEND .*\nREPORT .*"),
        log);
    assertEquals("\"2\"", text(invoke("count")));
  }

  @Test
  void contextAndVariablesBelongToTheInvocation() {
    box.lambda()
        .createFunction(
            box.request(NAME)
                .handler("acme.Deployed::handleRequest")
                .environment(e -> e.variables(Map.of("COLOR", "red")))
                .build());
    box.pass(LambdaBox.PENDING);
    assertEquals("\"red\"", text(invoke("variable COLOR")));
    assertEquals("\"not set\"", text(invoke("variable HOME")));
    InvokeResponse context = invoke("context");
    assertEquals(
        "\"%s arn:aws:lambda:us-east-1:000000000000:function:%s $LATEST 512\""
            .formatted(context.responseMetadata().requestId(), NAME),
        text(context));
    assertTrue(log(context).contains("\nlogged \u00e4\nEND"), () -> log(context));
    Path root = Path.of(text(invoke("variable LAMBDA_TASK_ROOT")).replace("\"", ""));
    assertTrue(Files.exists(root.resolve("word.txt")), root::toString);
  }

  @Test
  void exceptionIsTheFunctionsErrorAndTheProcessGoesOn() {
    box.create(NAME);
    InvokeResponse failed = invoke("throw");
    assertEquals("Unhandled", failed.functionError());
    assertTrue(
        text(failed)
            .startsWith(
                "{\"errorMessage\":\"as told\",\"errorType\":\"java.lang.IllegalStateException\",\"stackTrace\":[\"acme.Deployed"),
        () -> text(failed));
    assertTrue(log(failed).contains("IllegalStateException: as told\n\tat acme"));
    assertEquals("\"2\"", text(invoke("count")));
    assertTrue(text(invoke("large 6291600")).contains("Function.ResponseSizeTooLarge"));
    assertEquals("\"4\"", text(invoke("count")));
  }

  @Test
  void timeoutEndsTheProcess() {
    box.lambda().createFunction(box.request(NAME).timeout(1).build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse late = invoke("sleep 60000");
    assertTrue(text(late).contains("Task timed out after 1.00 seconds"), () -> text(late));
    assertEquals("\"1\"", text(invoke("count")));
  }

  @Test
  void handlerOfBoundEventsRuns() {
    box.lambda().createFunction(box.request(NAME).handler("acme.Bound").build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse bound = invoke("count");
    assertNull(bound.functionError(), () -> text(bound));
    assertEquals("\"count\"", text(bound));
  }

  @Test
  void classLoadersMatchAwssClient() throws Exception {
    Path classes =
        Sources.compile(
            directory.resolve("project"),
            """
            import com.amazonaws.services.lambda.runtime.*;
            import java.util.*;
            public class Looking implements RequestHandler<List<String>, Map<String, String>> {
              public Map<String, String> handleRequest(List<String> names, Context context) {
                context.getLogger().log("logged");
                ClassLoader own = Thread.currentThread().getContextClassLoader();
                Map<String, String> found = new TreeMap<>();
                for (String name : names) {
                  try {
                    ClassLoader loader = Class.forName(name).getClassLoader();
                    found.put(name, loader == ClassLoader.getSystemClassLoader() ? "Lambda's" : "" + (loader == own));
                  } catch (ClassNotFoundException e) {
                    found.put(name, "hidden");
                  }
                }
                return found;
              }
            }
            """);
    Map<String, byte[]> files = new TreeMap<>(Sources.files(classes));
    files.put("lib/aws-lambda-java-core-1.1.0.jar", Files.readAllBytes(olderCore()));
    Path zip = Sources.jar(directory.resolve("looking.zip"), files);
    box.lambda()
        .createFunction(
            box.request(NAME)
                .handler("acme.Looking")
                .code(code -> code.zipFile(SdkBytes.fromByteArray(bytes(zip))))
                .build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse looked =
        box.lambda()
            .invoke(
                i ->
                    i.functionName(NAME)
                        .payload(
                            SdkBytes.fromUtf8String(
                                "[\"acme.Looking\", \"%s\", \"%s\", \"%s\"]"
                                    .formatted(
                                        CustomPojoSerializer.class.getName(),
                                        PojoSerializer.class.getName(),
                                        Main.class.getName()))));
    assertEquals(
        "{\"acme.Looking\":\"true\",\"%s\":\"Lambda's\",\"%s\":\"Lambda's\",\"%s\":\"hidden\"}"
            .formatted(
                CustomPojoSerializer.class.getName(),
                PojoSerializer.class.getName(),
                Main.class.getName()),
        text(looked));
  }

  /** Chirp's core without a class that its first versions lack. */
  private Path olderCore() throws Exception {
    Path core = Path.of(Context.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile jar = new ZipFile(core.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
        if (!entry.isDirectory() && !entry.getName().contains("CustomPojo")) {
          files.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return Sources.jar(directory.resolve("aws-lambda-java-core-1.1.0.jar"), files);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void unsupportedHandlerIsRefusedByName() {
    box.lambda().createFunction(box.request(NAME).handler("acme.Deployed::other").build());
    box.lambda().createFunction(box.request("missing").handler("acme.Missing").build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse other = invoke("count");
    assertEquals("Unhandled", other.functionError());
    assertTrue(
        text(other)
            .contains(
                "No public method named other with appropriate method signature found on class acme.Deployed"),
        () -> text(other));
    InvokeResponse missing = box.lambda().invoke(i -> i.functionName("missing"));
    assertTrue(text(missing).contains("Class not found: acme.Missing"), () -> text(missing));
  }

  private InvokeResponse invoke(String event) {
    return box.lambda()
        .invoke(
            i ->
                i.functionName(NAME)
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("\"" + event + "\"")));
  }

  private static String text(InvokeResponse answer) {
    return answer.payload().asUtf8String();
  }

  private static String log(InvokeResponse answer) {
    return new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
  }
}
