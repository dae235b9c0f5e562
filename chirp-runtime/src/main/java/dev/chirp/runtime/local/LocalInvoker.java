package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.JsonReader;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.local.FunctionName;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.FunctionErrorException;
import dev.chirp.runtime.LocalInvocationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;

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
 * <p>The function sees this JVM's environment variables and can use all of its memory. Nothing
 * stops it at its timeout: its context only reports the remaining time. {@code mvn chirp:invoke}
 * runs it in a separate JVM with the function's variables, memory and timeout.
 *
 * <p>Immutable. Safe for use by several threads if the function and the log are.
 */
public final class LocalInvoker {

  private static final int DEFAULT_SECONDS = 9;
  private static final int DEFAULT_MEMORY_SIZE = 512;

  private final RequestStreamHandler handler;
  private final Appendable log;
  final String functionName;
  final Duration timeout;
  final int memorySize;
  final LocalMachine machine;
  final String logStreamName;

  private LocalInvoker(
      RequestStreamHandler handler,
      Appendable log,
      String functionName,
      Duration timeout,
      int memorySize,
      LocalMachine machine,
      String logStreamName) {
    if (!FunctionName.isValid(functionName)) {
      throw new IllegalArgumentException(FunctionName.problem(functionName));
    }
    if (timeout.isNegative() || timeout.isZero() || memorySize <= 0) {
      throw new IllegalArgumentException(
          "Not both positive: timeout " + timeout + ", memory size " + memorySize + " MB.");
    }
    this.handler = handler;
    this.log = log;
    this.functionName = functionName;
    this.timeout = timeout;
    this.memorySize = memorySize;
    this.machine = machine;
    this.logStreamName = logStreamName;
  }

  /**
   * Invokes this handler. Its name comes from its class, and its settings from its {@link
   * dev.chirp.runtime.FunctionConfiguration}; the defaults are 9 seconds and 512 MB. It logs to
   * standard error.
   *
   * @param handler the function, which the caller has made
   * @return an invoker of the handler
   */
  public static LocalInvoker of(RequestStreamHandler handler) {
    return of(handler, new LocalMachine());
  }

  /**
   * Invokes a new instance of this class, created as Lambda creates it.
   *
   * @param function the class of the function
   * @return an invoker of the new instance
   * @throws LocalInvocationException if it cannot be created
   */
  public static LocalInvoker of(Class<? extends RequestStreamHandler> function) {
    return of(instantiate(function));
  }

  static LocalInvoker of(RequestStreamHandler handler, LocalMachine machine) {
    Class<?> function = handler.getClass();
    String name = FunctionName.fromClassName(function.getSimpleName());
    if (!FunctionName.isValid(name)) {
      // Lambda expressions and anonymous classes have no usable name.
      name = "function";
    }
    int seconds = DEFAULT_SECONDS;
    int memorySize = DEFAULT_MEMORY_SIZE;
    FunctionConfiguration own = function.getAnnotation(FunctionConfiguration.class);
    if (own != null) {
      name = own.name().isEmpty() ? name : own.name();
      seconds = own.timeout() == 0 ? seconds : own.timeout();
      memorySize = own.memorySize() == 0 ? memorySize : own.memorySize();
    }
    Duration timeout = Duration.ofSeconds(seconds);
    return new LocalInvoker(
        handler, System.err, name, timeout, memorySize, machine, machine.logStreamName());
  }

  /**
   * The body of a function's own {@code main}: runs it with an event file, and prints a line of
   * dashes and the result.
   *
   * <p>Without arguments, the event is {@code src/test/event/<function>.json}. The argument is the
   * name of an event, {@code src/test/event/<function>/<name>.json}, or the path of an event file
   * if it ends in {@code .json}. Problems go to standard error, and the JVM exits with status 1. An
   * API error is an ordinary result.
   *
   * @param function the class of the function
   * @param args the arguments of {@code main}
   */
  public static void run(Class<? extends RequestStreamHandler> function, String... args) {
    int status = new LocalRun(System.out, System.err).run(function, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * {@return a copy that tells the function this name}
   *
   * @param newName 1 to 64 letters, digits, hyphens and underscores
   * @throws IllegalArgumentException when Lambda would refuse the name
   */
  public LocalInvoker withFunctionName(String newName) {
    return with(log, newName, timeout, memorySize);
  }

  /**
   * {@return a copy whose context counts down from this time limit}
   *
   * @param newTimeout more than zero
   * @throws IllegalArgumentException when the time limit is not positive
   */
  public LocalInvoker withTimeout(Duration newTimeout) {
    return with(log, functionName, newTimeout, memorySize);
  }

  /**
   * {@return a copy whose context reports this memory size}
   *
   * @param newMemorySize in MB, more than zero
   * @throws IllegalArgumentException when the memory size is not positive
   */
  public LocalInvoker withMemorySize(int newMemorySize) {
    return with(log, functionName, timeout, newMemorySize);
  }

  /**
   * {@return a copy that logs to the given target}
   *
   * @param newLog such as a {@link StringBuilder} or a {@link java.io.PrintStream}
   */
  public LocalInvoker withLog(Appendable newLog) {
    return with(newLog, functionName, timeout, memorySize);
  }

  private LocalInvoker with(Appendable log, String functionName, Duration timeout, int memorySize) {
    return new LocalInvoker(
        handler, log, functionName, timeout, memorySize, machine, logStreamName);
  }

  /** {@return the name of the function, such as {@code server_status}} */
  public String functionName() {
    return functionName;
  }

  /**
   * Invokes the function with an event.
   *
   * <p>An API error is a result. All other exceptions of the function are thrown unwrapped, even
   * checked ones: a stream handler may throw {@link java.io.IOException}, which a test expects with
   * {@code assertThrows(IOException.class, …)}. This includes the errors after which Lambda would
   * end the JVM.
   *
   * @param event JSON text in UTF-8
   * @return the response of the function
   * @throws LocalInvocationException if the event is not JSON
   */
  public LocalResult invoke(byte[] event) {
    try {
      JsonReader.check("The event", event);
    } catch (JsonException e) {
      throw new LocalInvocationException(e.getMessage() + ".", "");
    }
    return invokeUnchecked(event);
  }

  /**
   * {@return the response to an event, as {@link #invoke(byte[])} returns it}
   *
   * @param json the event
   */
  public LocalResult invoke(String json) {
    return invoke(json.getBytes(UTF_8));
  }

  /**
   * {@return the response to the event in a file, as {@link #invoke(byte[])} returns it}
   *
   * @param eventFile a JSON file in UTF-8
   * @throws LocalInvocationException if the file is missing, too
   */
  public LocalResult invoke(Path eventFile) {
    return invokeUnchecked(EventFiles.read(eventFile));
  }

  /**
   * Like {@link #invoke(byte[])}, with an event that was already checked. Loads no Jackson class,
   * because the project may have any version of Jackson.
   *
   * @param event the event, passed to the function as it is
   * @return the response of the function
   */
  public LocalResult invokeUnchecked(byte[] event) {
    String requestId = machine.newId();
    LocalLogger logger = new LocalLogger(log, requestId, machine);
    LocalContext context = new LocalContext(this, requestId, logger);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), output, context);
      return new LocalResult(output.toByteArray(), false, context.elapsed(), requestId);
    } catch (Throwable e) { // the handler is the user's: any exception is a result
      if (isFunctionError(e)) {
        byte[] envelope = String.valueOf(e.getMessage()).getBytes(UTF_8);
        return new LocalResult(envelope, true, context.elapsed(), requestId);
      }
      throw LocalInvoker.<RuntimeException>unchanged(e);
    }
  }

  /** By name, because {@code chirp:invoke} loads the function with a separate class loader. */
  private static boolean isFunctionError(Throwable thrown) {
    return thrown.getClass().getName().equals(FunctionErrorException.class.getName());
  }

  /** Throws a checked exception undeclared, because Lambda's runtime reports it unwrapped. */
  @SuppressWarnings("unchecked") // no real cast: the type variable is erased to Throwable
  private static <E extends Throwable> RuntimeException unchanged(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** Creates a handler as Lambda does, with the public constructor without parameters. */
  private static RequestStreamHandler instantiate(Class<? extends RequestStreamHandler> function) {
    String problem = "Lambda cannot create a " + function.getName() + ": ";
    String name = function.getSimpleName();
    int modifiers = function.getModifiers();
    if (!Modifier.isPublic(modifiers) || Modifier.isAbstract(modifiers)) {
      throw new LocalInvocationException(
          problem + "the class is abstract or not public.", "public class " + name);
    }
    try {
      return function.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new LocalInvocationException(
          problem + "the class has no public constructor without parameters.",
          "public " + name + "() {}");
    } catch (InvocationTargetException e) {
      throw new LocalInvocationException(
          problem + "the constructor failed: " + e.getCause(), "", e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new LocalInvocationException(problem + e.getMessage(), "", e);
    }
  }
}
