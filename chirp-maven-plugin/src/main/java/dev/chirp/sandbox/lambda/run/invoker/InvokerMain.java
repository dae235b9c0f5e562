package dev.chirp.sandbox.lambda.run.invoker;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Runs one handler with Chirp's event-file invoker, event after event, as Lambda's Runtime API
 * hands them out.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public final class InvokerMain {
  private final RuntimeClient client;
  private final RequestStreamHandler handler;

  private InvokerMain(RuntimeClient client, RequestStreamHandler handler) {
    this.client = client;
    this.handler = handler;
  }

  /** Started with the handler as Lambda's configuration names it; ends with its parent. */
  public static void main(String[] args) throws InterruptedException {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    RuntimeClient client = new RuntimeClient(System.getenv("AWS_LAMBDA_RUNTIME_API"));
    int status = 1;
    try {
      RequestStreamHandler handler = handler(client, args[0]);
      new InvokerMain(client, handler).runForever();
    } catch (IOException e) {
      // Nobody hands out events any more.
    } catch (HandlerProblem e) {
      status = 1; // was told already
    }
    Runtime.getRuntime().halt(status);
  }

  private static RequestStreamHandler handler(RuntimeClient client, String name)
      throws IOException, InterruptedException, HandlerProblem {
    try {
      return Handlers.load(name);
    } catch (HandlerProblem e) {
      System.out.println(e.getMessage());
      client.initFailed(ErrorJson.of("Runtime.BadFunctionCode", String.valueOf(e.getMessage())));
      throw e;
    } catch (Throwable e) { // the function's static initialiser or constructor may throw anything
      log(e);
      client.initFailed(ErrorJson.of(e));
      throw new HandlerProblem(e.toString());
    }
  }

  private void runForever() throws IOException, InterruptedException {
    while (true) {
      Invocation next = client.next();
      try {
        LocalResult result = run(next);
        if (result.isFunctionError()) {
          String type = "dev.chirp.runtime.FunctionErrorException";
          client.failed(next, ErrorJson.of(type, result.text()));
        } else {
          client.answered(next, result.output());
        }
      } catch (IOException e) {
        throw e; // the Runtime API's: the function's own is unchecked
      } catch (Throwable e) { // the handler is not ours: whatever it throws is the outcome
        Throwable failure = e instanceof UncheckedIOException ? causeOf(e) : e;
        log(failure);
        client.failed(next, ErrorJson.of(failure));
        if (failure instanceof VirtualMachineError) {
          return;
        }
      }
    }
  }

  private LocalResult run(Invocation invocation) {
    InvocationHandler once = new InvocationHandler(handler, invocation);
    return LocalInvoker.of(once)
        .withFunctionName(variable("AWS_LAMBDA_FUNCTION_NAME"))
        .withMemorySize(Integer.parseInt(variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")))
        .withTimeout(Duration.ofMillis(Math.max(1, invocation.millisLeft())))
        .withLog(once)
        .invokeUnchecked(invocation.event().getBytes(StandardCharsets.UTF_8));
  }

  static String variable(String name) {
    return System.getenv().getOrDefault(name, "");
  }

  /** What AWS's client logs of a failure: a summary, and the trace. */
  private static void log(Throwable failure) {
    System.out.println(failure.getMessage() + ": " + failure.getClass().getName());
    failure.printStackTrace(System.out);
  }

  private static Throwable causeOf(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }
}
