package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.runtime.FunctionErrorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Invokes a function in this JVM with an event, as Lambda would.
 *
 * <p>In a test:
 *
 * <pre>{@code
 * LocalResult result =
 *     LocalInvoker.of(new ServerStatus()).invoke(Path.of("src/test/event/server_status.json"));
 * }</pre>
 *
 * <p>From a function's own {@code main}:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   LocalInvoker.run(ServerStatus.class, args);
 * }
 * }</pre>
 *
 * <p>The function sees this JVM's environment variables and has all of its memory, and nothing ends
 * it when its time is up: its context only tells how much is left. {@code mvn chirp:invoke} runs it
 * in a JVM of its own that has the function's variables, memory and timeout.
 *
 * <p>Immutable; as safe for use by several threads as the function and the log are.
 */
public final class LocalInvoker {

  private static final DateTimeFormatter LOG_STREAM_DATE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private final RequestStreamHandler handler;
  private final FunctionSettings settings;
  private final Appendable log;
  private final Machine machine;
  private final String logStreamName;

  private LocalInvoker(
      RequestStreamHandler handler,
      FunctionSettings settings,
      Appendable log,
      Machine machine,
      String logStreamName) {
    this.handler = handler;
    this.settings = settings;
    this.log = log;
    this.machine = machine;
    this.logStreamName = logStreamName;
  }

  /**
   * Invokes this handler: named after its class, with the settings of its {@link
   * dev.chirp.runtime.FunctionConfiguration}, else 9 seconds and 512 MB. It logs to standard error.
   */
  public static LocalInvoker of(RequestStreamHandler handler) {
    return of(handler, Machine.current());
  }

  /**
   * Invokes a new instance of this class, made as Lambda makes it.
   *
   * @throws LocalInvocationException when it cannot be made
   */
  public static LocalInvoker of(Class<? extends RequestStreamHandler> function) {
    return of(Handlers.instantiate(function));
  }

  static LocalInvoker of(RequestStreamHandler handler, Machine machine) {
    return new LocalInvoker(
        handler,
        FunctionSettings.of(handler.getClass()),
        System.err,
        machine,
        LOG_STREAM_DATE.format(machine.clock().instant())
            + "/[$LATEST]"
            + UUID.randomUUID().toString().replace("-", ""));
  }

  /**
   * The body of a function's own {@code main}: runs it with an event file, and prints a line of
   * dashes and the result.
   *
   * <p>Without argument the event is {@code src/test/event/<function>.json}; an argument is the
   * name of an event, {@code src/test/event/<function>/<name>.json}, or the path of an event file
   * when it ends in {@code .json}. What goes wrong is printed to standard error, and the JVM exits
   * with status 1. An API error is a result like any other.
   */
  public static void run(Class<? extends RequestStreamHandler> function, String... args) {
    int status = new LocalRun(System.out, System.err).run(function, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  public LocalInvoker withFunctionName(String functionName) {
    return with(settings.withName(functionName), log);
  }

  public LocalInvoker withTimeout(Duration timeout) {
    return with(settings.withTimeout(timeout), log);
  }

  /** With this much memory, in MB, as far as the function's context tells. */
  public LocalInvoker withMemorySize(int memorySize) {
    return with(settings.withMemorySize(memorySize), log);
  }

  /** With the log going there, such as a {@link StringBuilder} or a {@link java.io.PrintStream}. */
  public LocalInvoker withLog(Appendable newLog) {
    return with(settings, newLog);
  }

  public String functionName() {
    return settings.name();
  }

  /**
   * Invokes the function with an event.
   *
   * <p>An API error is a result. Whatever else the function throws is thrown as it is, but for an
   * {@link IOException}, which becomes an {@link UncheckedIOException}.
   *
   * @throws LocalInvocationException when the event is not JSON
   */
  public LocalResult invoke(byte[] event) {
    Json.problem(event)
        .ifPresent(
            problem -> {
              throw new LocalInvocationException(problem, "");
            });
    return invokeChecked(event);
  }

  /** As {@link #invoke(byte[])}, with an event that is JSON text. */
  public LocalResult invoke(String json) {
    return invoke(json.getBytes(UTF_8));
  }

  /**
   * As {@link #invoke(byte[])}, with the event in this file.
   *
   * @throws LocalInvocationException when there is no such file too
   */
  public LocalResult invoke(Path eventFile) {
    return invokeChecked(EventFiles.read(eventFile));
  }

  private LocalResult invokeChecked(byte[] event) {
    String requestId = UUID.randomUUID().toString();
    LocalContext context =
        new LocalContext(
            settings,
            machine.variable("AWS_REGION", "us-east-1"),
            requestId,
            logStreamName,
            new LocalLogger(log, requestId, machine),
            machine.nanoTime());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
      return new LocalResult(answer.toByteArray(), false, context.elapsed(), requestId);
    } catch (FunctionErrorException e) {
      byte[] envelope = String.valueOf(e.getMessage()).getBytes(UTF_8);
      return new LocalResult(envelope, true, context.elapsed(), requestId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LocalInvoker with(FunctionSettings newSettings, Appendable newLog) {
    return new LocalInvoker(handler, newSettings, newLog, machine, logStreamName);
  }
}
