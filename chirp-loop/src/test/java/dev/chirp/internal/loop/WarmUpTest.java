package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static dev.chirp.internal.loop.Turns.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class WarmUpTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final LambdaVariables variables =
      new LambdaVariables(Map.of("AWS_LAMBDA_FUNCTION_NAME", "told"));

  /** Notes its events, and the context that comes with them. */
  private static final class Noting implements RequestStreamHandler {
    final List<String> events = new ArrayList<>();
    final List<Context> contexts = new ArrayList<>();
    PrintStream kept = System.out;

    @Override
    public void handleRequest(InputStream in, OutputStream answer, Context context)
        throws IOException {
      String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      events.add(event);
      contexts.add(context);
      kept = System.out;
      System.out.println("printed");
      System.out.write('!');
      System.err.println("printed");
      context.getLogger().log("logged");
      answer.write(1);
      if (event.startsWith("fail")) {
        throw new IOException(event);
      }
      if (event.startsWith("slow")) {
        long end = System.currentTimeMillis() + 5001;
        while (System.currentTimeMillis() < end) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
  }

  @AfterEach
  void release() {
    System.clearProperty(Main.WARM_UP);
    System.setOut(out);
    System.setErr(err);
  }

  private boolean run(RequestStreamHandler handler) throws HandlerException {
    return new WarmUp(handler, variables, new FunctionLog(variables)).run(directory.toFile());
  }

  private void write(String name, String event) throws IOException {
    Files.writeString(directory.resolve(name), event);
  }

  @Test
  void eventsRunInNameOrderAndOutputIsDiscarded() throws Exception {
    write("b.json", "second");
    write("a.json", "first");
    write("c.txt", "no event");
    Noting handler = new Noting();
    assertTrue(run(handler));
    assertEquals(List.of("first", "second"), handler.events);
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
    System.out.print("audible");
    assertEquals("audible", printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void contextSaysThatItIsWarmUp() throws Exception {
    write("a.json", "{}");
    Noting handler = new Noting();
    run(handler);
    Context context = handler.contexts.get(0);
    assertEquals("warm-up", context.getAwsRequestId());
    assertEquals("told", context.getFunctionName());
    int left = context.getRemainingTimeInMillis();
    assertTrue(left > 0 && left <= 5000, () -> left + " ms");
  }

  @Test
  void eachEventSeesTheRemainingTime() throws Exception {
    write("a.json", "{}");
    write("b.json", "{}");
    List<Integer> left = new ArrayList<>();
    run(
        (in, answer, context) -> {
          left.add(context.getRemainingTimeInMillis());
          long end = System.currentTimeMillis() + 100;
          while (System.currentTimeMillis() < end) {
            Thread.onSpinWait();
          }
        });
    assertTrue(left.get(1) <= left.get(0) - 100, left::toString);
  }

  @Test
  void laterLogLinesBelongToNoInvocation() throws Exception {
    write("a.json", "fail");
    FunctionLog log = new FunctionLog(new LambdaVariables(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")));
    new WarmUp(new Noting(), variables, log).run(directory.toFile());
    log.log("later");
    String lines = printed.toString(StandardCharsets.UTF_8);
    assertTrue(lines.contains("\"message\":\"Warm-up of ") && lines.contains("later"), lines);
    assertFalse(lines.contains("AWSRequestId"), lines);
  }

  @Test
  void heldStreamWorksAfterWarmUp() throws Exception {
    write("a.json", "{}");
    Noting handler = new Noting();
    run(handler);
    handler.kept.print("late");
    handler.kept.write('r');
    handler.kept.flush();
    assertEquals("later", printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void failedEventIsNamedInOneLine() throws Exception {
    write("a.json", "fail");
    write("b.json", "{}");
    write("c.json", "fail too");
    Noting handler = new Noting();
    assertTrue(run(handler));
    assertEquals(3, handler.events.size());
    assertEquals(
        "Warm-up of "
            + directory.getFileName()
            + " failed and is ignored: a.json (java.io.IOException) c.json (java.io.IOException)\n",
        printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void beginsNoEventAfterFiveSeconds() throws Exception {
    write("a.json", "slow");
    write("b.json", "{}");
    Noting handler = new Noting();
    run(handler);
    assertEquals(List.of("slow"), handler.events);
  }

  @Test
  void interruptDoesNotOutliveWarmUp() throws Exception {
    write("a.json", "{}");
    run((in, answer, context) -> Thread.currentThread().interrupt());
    assertFalse(Thread.interrupted());
  }

  @Test
  void missingDirectoryMeansNoWarmUp() throws Exception {
    Noting handler = new Noting();
    assertFalse(
        new WarmUp(handler, variables, new FunctionLog(variables))
            .run(directory.resolve("absent").toFile()));
    assertEquals(List.of(), handler.events);
  }

  @Test
  void handlersOwnEventsRunBeforeTheFirstPoll() throws Exception {
    Path events = Files.createDirectories(directory.resolve("acme.Told"));
    Files.writeString(events.resolve("a.json"), "print never");
    Files.writeString(events.resolve("b.json"), "count");
    Files.createDirectories(directory.resolve("acme.Doubling"));
    Files.writeString(directory.resolve("acme.Doubling/a.json"), "count");
    System.setProperty(Main.WARM_UP, directory.toString());
    try (ScriptedApi api = new ScriptedApi(event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, "acme.Told::handleRequest", 1);
      assertEquals(new LoopRun(0, ""), run);
      assertEquals("3", api.request(1).text());
      assertEquals(2, api.requests().size());
    }
  }

  @Test
  void failedWarmUpDoesNotStopTheFunction() throws Exception {
    Path events = Files.createDirectories(directory.resolve("acme.Told"));
    Files.writeString(events.resolve("a.json"), "linkage");
    System.setProperty(Main.WARM_UP, directory.toString());
    try (ScriptedApi api = new ScriptedApi(event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, "acme.Told", 1);
      assertEquals(0, run.status());
      assertEquals(
          "Warm-up of acme.Told failed and is ignored: a.json (java.lang.NoClassDefFoundError)\n",
          run.printed());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "memory, java.lang.OutOfMemoryError",
    "overflow, java.lang.StackOverflowError",
    "disk, java.io.IOError"
  })
  void errorThatTheJvmDoesNotSurviveIsReportedAndEndsTheStart(String event, String type)
      throws IOException {
    Path events = Files.createDirectories(directory.resolve("acme.Told"));
    Files.writeString(events.resolve("a.json"), event);
    Files.writeString(events.resolve("b.json"), "count");
    System.setProperty(Main.WARM_UP, directory.toString());
    try (ScriptedApi api = new ScriptedApi(accepted(), status(500))) {
      LoopRun run = LoopRun.of(api, "acme.Told", 1);
      assertEquals(RuntimeLoop.INIT_FAILED, run.status());
      assertEquals(List.of("init/error"), api.paths());
      String told = api.request(0).text();
      assertTrue(told.contains("\"errorType\":\"" + type + "\""), told);
      assertTrue(
          told.startsWith(
              "{\"errorMessage\":\"Warm-up of acme.Told failed with a.json, after which the JVM is"
                  + " unreliable.\\nTry: mvn chirp:deploy -Dchirp.warmUp=false\""),
          told);
      assertTrue(run.printed().contains(type), run::printed);
    }
  }
}
