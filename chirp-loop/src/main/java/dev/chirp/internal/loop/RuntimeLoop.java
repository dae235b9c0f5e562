package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.IOError;
import java.io.IOException;
import java.util.Map;

/**
 * Takes events from Lambda's Runtime API, one after the other, and gives them to a handler. For one
 * thread.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Custom
 *     runtimes</a>
 */
public final class RuntimeLoop {
  /** The handler cannot be made, or has failed for good when it was warmed up; Lambda was told. */
  public static final int INIT_FAILED = 1;

  /** The Runtime API cannot be reached, or has told the process to end. */
  public static final int API_FAILED = 2;

  /** The function has left the JVM in a state that no event should meet; Lambda was told. */
  public static final int JVM_UNRELIABLE = 3;

  private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

  private final LambdaVariables variables;
  private final ClassLoader function = Thread.currentThread().getContextClassLoader();
  private final FunctionLog log;
  private final RuntimeApi api;
  private HandlerOutput answer = HandlerOutput.first();

  private RuntimeLoop(LambdaVariables variables) {
    this.variables = variables;
    this.log = new FunctionLog(variables);
    this.api = new RuntimeApi(Address.parse(variables.runtimeApi()), log);
  }

  /**
   * A loop by Lambda's environment variables; nothing is sent yet. The handler will be of the
   * thread's context class loader.
   *
   * @throws IllegalArgumentException when {@code AWS_LAMBDA_RUNTIME_API} is no {@code host:port}
   */
  public static RuntimeLoop of(Map<String, String> environment) {
    return new RuntimeLoop(new LambdaVariables(environment));
  }

  /**
   * Makes the handler, warms it up and gives it events. What goes wrong is logged to stdout.
   *
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @param invocations how many events it takes before it returns
   * @return 0 after that many; else {@link #INIT_FAILED}, {@link #API_FAILED} or {@link
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
      return INIT_FAILED; // was told already
    } catch (RuntimeApiException e) {
      if (!isJvmEnding()) {
        log.failure(String.valueOf(e.getMessage()));
      }
      return API_FAILED;
    }
  }

  /**
   * Runs nothing, and tells Lambda why.
   *
   * @param problem with the package
   * @return {@link #INIT_FAILED}, or {@link #API_FAILED} when Lambda could not be told
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
      throw new IOError(e); // of a reply that is a constant
    }
  }

  /** Whether another event may be taken. */
  private boolean handle(RequestStreamHandler handler, Invocation invocation)
      throws RuntimeApiException {
    log.begin(invocation);
    if (invocation.traceId().isEmpty()) {
      System.clearProperty(TRACE_PROPERTY);
    } else {
      System.setProperty(TRACE_PROPERTY, invocation.traceId());
    }
    answer = answer.next();
    try {
      handler.handleRequest(
          invocation.event().stream(), answer, new InvocationContext(invocation, variables, log));
    } catch (Throwable e) { // the handler is not ours: whatever it throws is the outcome
      answer = answer.next();
      failed(invocation, e);
      // As AWS's client: no more code should run after one of these.
      return !Failure.endsJvm(e);
    } finally {
      // Of the function's, and not to meet the next event.
      boolean ignored = Thread.interrupted();
    }
    api.answer(invocation.requestId(), answer.finish());
    return true;
  }

  /** Logs before it posts: afterwards Lambda may freeze the process at any moment. */
  private void failed(Invocation invocation, Throwable thrown) throws RuntimeApiException {
    try {
      Failure failure = Failure.of(thrown);
      log.failure(failure.logged());
      api.failed(invocation.requestId(), failure);
    } catch (Error | RuntimeException e) {
      // Such as for want of memory, which what the failure held may have taken.
      api.failed(invocation.requestId(), thrown.getClass().getName());
    }
  }

  /** A hook can be registered until the JVM ends; one of its own would cost each start. */
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
