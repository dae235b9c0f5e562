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
 * Gives a handler its event files before the first poll, while Lambda's init phase lends a whole
 * CPU: what the first event would have to load is then there. What the function prints and logs
 * meanwhile is discarded, and so are its answers.
 *
 * <p>All events together have five seconds: none is begun after that, and each is told what is left
 * of them. One that does not end is not ended: it holds the start up until Lambda ends that.
 */
final class WarmUp {
  /** Init has ten seconds: no further event after five. */
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
   * Runs the {@code *.json} files of a directory, by name.
   *
   * @return whether there is such a directory
   * @throws HandlerException when an event has left the JVM in a state that no other should meet:
   *     the error that does so in an invocation as well
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
    } catch (Throwable e) { // the handler is not ours, and to be warm is no duty
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
        + ", after which the JVM is not to be relied on.\nTry: mvn chirp:deploy -Dchirp.warmUp=false";
  }

  /** Nobody has invoked the function yet; some take their region and account out of its ARN. */
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
