package dev.chirp.internal.invoke;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.loop.HandlerException;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.loop.Log4jContext;
import dev.chirp.internal.process.PeakMemory;
import dev.chirp.internal.process.TraceHeader;
import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The main program of the fork: creates the handler, invokes it once, and writes the {@link
 * ForkOutcome}. The function's output goes to stderr. The JVM ends with the invocation, even if the
 * function left threads behind.
 *
 * <p>The function's classes come from the context class loader, which {@link
 * dev.chirp.internal.process.ForkMain} has set.
 */
public final class FunctionMain {
  /** Lambda limits the code outside the handler to ten seconds. */
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);

  /** The exit status of a JVM whose heap could not even hold the outcome. */
  static final int EXHAUSTED = 88;

  private final ForkArguments arguments;
  private final Deadline deadline;

  private FunctionMain(ForkArguments arguments) {
    this.arguments = arguments;
    this.deadline = new Deadline(arguments.directory(), Thread.currentThread());
  }

  /** Runs the invocation and ends the JVM. The arguments are {@link ForkArguments}. */
  public static void main(String[] args) throws IOException {
    System.setOut(System.err);
    prepareToHalt();
    ForkArguments arguments = ForkArguments.parse(args);
    try {
      new FunctionMain(arguments).run().write(arguments.directory());
      System.err.flush();
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(EXHAUSTED);
    }
    Runtime.getRuntime().halt(0);
  }

  /**
   * Loads a JDK class that halting needs. If the function has used up the heap, loading it fails
   * permanently, and then nothing inside the JVM can end it.
   */
  private static void prepareToHalt() {
    Thread hook = new Thread("chirp-unused");
    Runtime.getRuntime().addShutdownHook(hook);
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private ForkOutcome run() throws IOException {
    if (arguments.limited()) {
      deadline.start();
      deadline.set("did not finish its initialization within 10 s", INIT_TIMEOUT);
    }
    RequestStreamHandler handler;
    try {
      ClassLoader function = Thread.currentThread().getContextClassLoader();
      handler = new WithLog4j(HandlerLoader.load(arguments.handler(), function), function);
    } catch (HandlerException e) {
      return notLoaded(e.getCause() == null ? e : e.getCause());
    } finally {
      deadline.clear();
    }
    return invoke(handler, System.in.readAllBytes());
  }

  private ForkOutcome invoke(RequestStreamHandler handler, byte[] event) {
    LocalInvoker invoker =
        LocalInvoker.of(handler)
            .withFunctionName(arguments.functionName())
            .withTimeout(arguments.timeout())
            .withMemorySize(arguments.memorySize());
    long initNanos = arguments.nanosSinceStart();
    if (arguments.limited()) {
      deadline.set(
          "timed out after " + arguments.timeout().toSeconds() + " s", arguments.timeout());
    }
    System.setProperty(TraceHeader.PROPERTY, arguments.traceHeader());
    try {
      LocalResult result = invoker.invokeUnchecked(event);
      deadline.clear();
      return new ForkOutcome(
          result.isFunctionError() ? ForkOutcome.Kind.API_ERROR : ForkOutcome.Kind.ANSWER,
          result.text(),
          "",
          result.requestId(),
          initNanos,
          result.duration().toNanos(),
          PeakMemory.ofThisProcess());
    } catch (Throwable e) { // the handler is the user's: whatever it throws is the outcome
      deadline.clear();
      return ForkOutcome.of(
          ForkOutcome.Kind.HANDLER_FAILED, StackTraces.describe(e), StackTraces.of(e));
    }
  }

  private static ForkOutcome notLoaded(Throwable cause) {
    return ForkOutcome.of(
        ForkOutcome.Kind.NOT_LOADED, StackTraces.describe(cause), StackTraces.of(cause));
  }

  /** A handler that passes the request id to log4j first, if the function uses log4j. */
  private record WithLog4j(RequestStreamHandler handler, ClassLoader loader)
      implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      if (LambdaRuntimeInternal.getUseLog4jAppender()) {
        Log4jContext.putRequestId(context.getAwsRequestId(), loader);
      }
      handler.handleRequest(event, answer, context);
    }
  }
}
