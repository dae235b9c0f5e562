package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.loop.RuntimeApi.RuntimeApiException;
import java.io.File;
import java.io.IOError;
import java.io.IOException;
import java.util.Map;

/**
 * Polls Lambda's Runtime API for events and passes them to a handler, one after the other. For one
 * thread.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Custom
 *     runtimes</a>
 */
public final class RuntimeLoop {
  /**
   * Exit status: the handler cannot be created, or warm-up left the JVM unreliable. Lambda knows
   * the reason.
   */
  public static final int INIT_FAILED = 1;

  /** Exit status: the Runtime API cannot be reached, or asked the process to end. */
  public static final int API_FAILED = 2;

  /** Exit status: the function left the JVM unreliable. Lambda knows the error. */
  public static final int JVM_UNRELIABLE = 3;

  private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

  private final LambdaVariables variables;
  private final ClassLoader function = Thread.currentThread().getContextClassLoader();
  private final FunctionLog log;
  private final RuntimeApi api;
  private HandlerOutput output = HandlerOutput.first();

  private RuntimeLoop(LambdaVariables variables) {
    this.variables = variables;
    this.log = new FunctionLog(variables);
    this.api = new RuntimeApi(Address.parse(variables.runtimeApi()), log);
  }

  /**
   * Creates a loop from Lambda's environment variables, without sending anything. The thread's
   * context class loader loads the handler.
   *
   * @throws IllegalArgumentException when {@code AWS_LAMBDA_RUNTIME_API} is not a {@code host:port}
   */
  public static RuntimeLoop of(Map<String, String> environment) {
    return new RuntimeLoop(new LambdaVariables(environment));
  }

  /**
   * Creates the handler, warms it up and passes events to it. Problems are logged to stdout.
   *
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @param invocations the number of events to handle before it returns
   * @return 0 after that many events, otherwise {@link #INIT_FAILED}, {@link #API_FAILED} or {@link
   *     #JVM_UNRELIABLE}
   */
  public int run(String handler, long invocations) {
    try {
      RequestStreamHandler created = create(handler);
      warmUp(created, handler);
      for (long i = 0; i < invocations; i++) {
        if (!handle(created, api.next())) {
          return JVM_UNRELIABLE;
        }
      }
      return 0;
    } catch (HandlerException e) {
      return INIT_FAILED; // already reported
    } catch (RuntimeApiException e) {
      if (!isJvmEnding()) {
        log.failure(String.valueOf(e.getMessage()));
      }
      return API_FAILED;
    }
  }

  /**
   * Reports a problem to Lambda without running the function.
   *
   * @param problem with the package
   * @return {@link #INIT_FAILED}, or {@link #API_FAILED} when Lambda could not be reached
   */
  public int refuse(String problem) {
    try {
      throw refused(
          new HandlerException(
              "This package is not whole: "
                  + problem
                  + ". With an AOT cache of other jars the JVM may run old classes, so nothing is run."
                  + " Try: mvn chirp:deploy"));
    } catch (HandlerException e) {
      return INIT_FAILED;
    } catch (RuntimeApiException e) {
      log.failure(String.valueOf(e.getMessage()));
      return API_FAILED;
    }
  }

  private RequestStreamHandler create(String handler) throws HandlerException, RuntimeApiException {
    try {
      return HandlerLoader.load(handler, function);
    } catch (HandlerException e) {
      throw refused(e);
    }
  }

  private HandlerException refused(HandlerException e) throws RuntimeApiException {
    log.failure(e.logged());
    api.initFailed(e);
    return e;
  }

  private void warmUp(RequestStreamHandler handler, String name)
      throws HandlerException, RuntimeApiException {
    String directory = System.getProperty(Main.WARM_UP, "");
    if (directory.isEmpty()) {
      return;
    }
    File events = new File(directory, HandlerLoader.eventFolder(name));
    try {
      if (new WarmUp(handler, variables, log).run(events)) {
        api.warmUp();
      }
    } catch (HandlerException e) {
      throw refused(e);
    } catch (IOException e) {
      throw new IOError(e); // a constant reply always parses
    }
  }

  /** Returns true if the loop can take another event. */
  private boolean handle(RequestStreamHandler handler, Invocation invocation)
      throws RuntimeApiException {
    log.begin(invocation);
    if (invocation.traceId().isEmpty()) {
      System.clearProperty(TRACE_PROPERTY);
    } else {
      System.setProperty(TRACE_PROPERTY, invocation.traceId());
    }
    output = output.next();
    try {
      handler.handleRequest(
          invocation.event().stream(), output, new InvocationContext(invocation, variables, log));
    } catch (Throwable e) { // the handler is the user's: any exception is a result
      output = output.next();
      failed(invocation, e);
      // As in AWS's client: no more code should run after such an error.
      return !Failure.endsJvm(e);
    } finally {
      // The function's interrupt must not affect the next event.
      boolean ignored = Thread.interrupted();
    }
    api.respond(invocation.requestId(), output.finish());
    return true;
  }

  /** Logs before it sends the error, because Lambda may freeze the process afterward. */
  private void failed(Invocation invocation, Throwable thrown) throws RuntimeApiException {
    try {
      Failure failure = Failure.of(thrown);
      log.failure(failure.logged());
      api.failed(invocation.requestId(), failure);
    } catch (Error | RuntimeException e) {
      // For example, memory is short because of the function's failure.
      api.failed(invocation.requestId(), thrown.getClass().getName());
    }
  }

  /** The JVM refuses hooks only while it ends. A permanent hook would slow down each start. */
  private static boolean isJvmEnding() {
    Thread hook = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
