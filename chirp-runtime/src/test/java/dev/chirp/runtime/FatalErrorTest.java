package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors after which AWS's runtime interface client ends the JVM: they leave the function, because
 * the process that runs it must not give it another event.
 */
@Tag("slow")
class FatalErrorTest {
  private static final String ENVELOPE =
      "{\"data\": {\"httpStatusCode\": 500, \"detailCode\": 100, \"message\": \"An internal server"
          + " error occurred\", \"developerMessage\": \"An internal server error occurred\","
          + " \"moreInfoUrl\": \"/docs/errors/500-100\"}, \"code\": 500100}";

  static Stream<Error> fatalErrors() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new InternalError("planted"),
        new IOError(new IOException("planted")));
  }

  static Stream<Error> otherErrors() {
    return Stream.of(
        new AssertionError("planted"),
        new ExceptionInInitializerError("planted"),
        new NoClassDefFoundError("acme/Gone"),
        new Error("planted"));
  }

  private static Probe throwing(Error error) {
    return Probe.of(
        request -> {
          throw error;
        });
  }

  private static Error thrown(Probe function, String shape, RecordingContext context) {
    String event = Samples.read(shape);
    return assertThrows(Error.class, () -> function.send(event, context), shape);
  }

  @ParameterizedTest
  @MethodSource("fatalErrors")
  void fatalErrorOfAPassThroughEventHasTheEnvelope(Error error) {
    RecordingContext context = new RecordingContext();
    Error left = thrown(throwing(error), "pass-through", context);
    assertEquals(InternalError.class, left.getClass(), "AWS's client ends the JVM");
    assertEquals(ENVELOPE, left.getMessage());
    assertSame(error, left.getCause());
    assertEquals(0, left.getStackTrace().length);
    assertEquals(1, context.lines.size(), context::log);
    assertTrue(context.log().startsWith("[ERROR] req-1 " + error.getClass().getName()));
  }

  @ParameterizedTest
  @MethodSource("fatalErrors")
  void fatalErrorOfAnHttpEventIsRethrown(Error error) {
    for (String shape : Samples.HTTP) {
      RecordingContext context = new RecordingContext();
      assertSame(error, thrown(throwing(error), shape, context), shape);
      assertEquals(1, context.lines.size(), context::log);
      assertTrue(context.log().startsWith("[ERROR] req-1 " + error.getClass().getName()));
    }
  }

  @ParameterizedTest
  @MethodSource("otherErrors")
  void anyOtherErrorIsA500AndTheNextRequestWorks(Error error) {
    Probe function =
        Probe.of(
            request -> {
              if (request.query("limit").isPresent()) {
                return "fine";
              }
              throw error;
            });
    for (String shape : Samples.ALL) {
      assertEquals(500100, function.send(Samples.read(shape)).envelope().get("code").asLong());
    }
    String next = "{\"params\": {\"querystring\": {\"limit\": \"1\"}}}";
    assertEquals("fine", function.send(next).envelope().get("data").asText());
  }

  @Test
  void jvmErrorsAreRethrown() {
    Probe overflowing = Probe.of(request -> recurse(1));
    Error overflow = thrown(overflowing, "http-api", new RecordingContext());
    assertEquals(StackOverflowError.class, overflow.getClass());
    Probe filling = Probe.of(request -> new long[Integer.MAX_VALUE].length);
    Error memory = thrown(filling, "pass-through", new RecordingContext());
    assertInstanceOf(OutOfMemoryError.class, memory.getCause());
  }

  @Test
  void outOfMemoryWhileWritingIsRethrown() {
    Probe function = Probe.of(request -> new Exhausting());
    Error memory = thrown(function, "rest-proxy", new RecordingContext());
    assertEquals(OutOfMemoryError.class, memory.getClass());
  }

  @Test
  void outOfMemoryWhileReadingIsRethrown() {
    InputStream event = new Unreadable();
    Error left =
        assertThrows(
            InternalError.class,
            () ->
                Probe.of(request -> "never")
                    .handleRequest(event, new ByteArrayOutputStream(), new RecordingContext()));
    assertEquals(ENVELOPE, left.getMessage());
  }

  @Test
  void outOfMemoryWhileLoggingChangesNothing() {
    RecordingContext context =
        new RecordingContext() {
          @Override
          public void log(String message, LogLevel level) {
            throw new OutOfMemoryError("the log's");
          }
        };
    OutOfMemoryError error = new OutOfMemoryError("the handler's");
    assertSame(error, thrown(throwing(error), "http-api", context));
    assertEquals(ENVELOPE, thrown(throwing(error), "pass-through", context).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass-through", "http-api"})
  void nothingOfAnAnswerWasWrittenBefore(String shape) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] event = Samples.read(shape).getBytes(StandardCharsets.UTF_8);
    Probe function = throwing(new StackOverflowError());
    assertThrows(
        VirtualMachineError.class,
        () ->
            function.handleRequest(
                new ByteArrayInputStream(event), answer, new RecordingContext()));
    assertEquals(0, answer.size());
  }

  @Test
  void ordinaryFunctionErrorHasNoCause() {
    FunctionErrorException error =
        assertThrows(
            FunctionErrorException.class,
            () ->
                throwing(new AssertionError("planted"))
                    .handleRequest(
                        new ByteArrayInputStream(new byte[] {'{', '}'}),
                        new ByteArrayOutputStream(),
                        new RecordingContext()));
    assertEquals(ENVELOPE, error.getMessage());
    assertNull(error.getCause());
  }

  private static int recurse(int depth) {
    return depth == 0 ? 0 : recurse(depth + 1) + depth;
  }

  /** An event that there is no memory for. */
  private static final class Unreadable extends InputStream {
    @Override
    public int read() {
      throw new OutOfMemoryError("planted");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      throw new OutOfMemoryError("planted");
    }
  }

  /** A list whose elements are larger than the heap. */
  private static final class Exhausting extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      return new long[Integer.MAX_VALUE];
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
