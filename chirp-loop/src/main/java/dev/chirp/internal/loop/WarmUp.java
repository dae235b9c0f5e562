package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends a handler its event files before the first poll. Lambda's init phase has a whole CPU, so
 * classes load faster than during the first event. Discards the function's output, log and
 * responses.
 *
 * <p>All events together have five seconds: after that, no further event starts, and the context of
 * each reports the remaining time. An event that takes longer is not stopped: it delays the start
 * until Lambda stops it.
 */
final class WarmUp {
  /** Lambda's init phase has ten seconds; after five, no further event starts. */
  private static final long LIMIT_MILLIS = 5000;

  private final RequestStreamHandler handler;
  private final LambdaVariables variables;
  private final FunctionLog log;
  private final StringBuilder failed = new StringBuilder();

  WarmUp(RequestStreamHandler handler, LambdaVariables variables, FunctionLog log) {
    this.handler = handler;
    this.variables = variables;
    this.log = log;
  }

  /**
   * Runs the {@code *.json} files of a directory in the order of their names.
   *
   * @return true if the directory exists
   * @throws HandlerException when an event leaves the JVM unreliable, with the same errors as in an
   *     invocation
   */
  boolean run(File directory) throws HandlerException {
    String[] names = directory.list();
    if (names == null) {
      return false;
    }
    Arrays.sort(names);
    PrintStream out = System.out;
    PrintStream err = System.err;
    Muted noOut = Muted.of(out);
    Muted noErr = Muted.of(err);
    System.setOut(noOut.stream());
    System.setErr(noErr.stream());
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    try {
      for (String name : names) {
        if (name.endsWith(".json") && System.currentTimeMillis() < end) {
          run(new File(directory, name), end);
        }
      }
    } finally {
      log.end();
      noOut.end();
      noErr.end();
      System.setOut(out);
      System.setErr(err);
    }
    if (failed.length() > 0) {
      log.failure("Warm-up of " + directory.getName() + " failed and is ignored:" + failed);
    }
    return true;
  }

  private void run(File file, long end) throws HandlerException {
    try {
      Invocation invocation = invocation(read(file), end);
      log.begin(invocation);
      InvocationContext context = new InvocationContext(invocation, variables, log);
      handler.handleRequest(invocation.event().stream(), HandlerOutput.first(), context);
    } catch (Throwable e) { // the handler is the user's, and warm-up is optional
      if (Failure.endsJvm(e)) {
        throw new HandlerException(ended(file), e);
      }
      failed
          .append(' ')
          .append(file.getName())
          .append(" (")
          .append(e.getClass().getName())
          .append(')');
    }
    boolean ignored = Thread.interrupted();
  }

  private static String ended(File file) {
    return "Warm-up of "
        + file.getParentFile().getName()
        + " failed with "
        + file.getName()
        + ", after which the JVM is unreliable.\nTry: mvn chirp:deploy -Dchirp.warmUp=false";
  }

  /** An invocation without a caller. Some functions read their region and account from its ARN. */
  private Invocation invocation(Body event, long end) {
    Map<String, String> headers = new HashMap<>();
    headers.put(Invocation.REQUEST_ID, "warm-up");
    headers.put(Invocation.DEADLINE, Long.toString(end));
    headers.put(
        Invocation.FUNCTION_ARN,
        "arn:aws:lambda:us-east-1:000000000000:function:" + variables.functionName());
    return new Invocation(new Reply(200, headers, event, true));
  }

  private static Body read(File file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      return Body.of(in.readAllBytes());
    }
  }
}
