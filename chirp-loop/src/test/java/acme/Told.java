package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Does what its event says; the first word is what, the rest is with what. */
public final class Told implements RequestStreamHandler {
  private int invocations;

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    invocations++;
    String[] words = event.split(" ", 2);
    String answer =
        switch (words[0]) {
          case "count" -> Integer.toString(invocations);
          case "length" -> Integer.toString(event.length());
          case "large" -> "x".repeat(Integer.parseInt(words[1]));
          case "property" -> Objects.requireNonNullElse(System.getProperty(words[1]), "not set");
          case "print" -> printed(words[1]);
          case "log" -> logged(words[1], context);
          case "interrupt" -> interrupted();
          case "interrupted" -> Boolean.toString(Thread.currentThread().isInterrupted());
          case "throw" -> throw new IllegalStateException("as told: \"\u00e4\"\n\u2028 <&>");
          case "cause" -> throw caused();
          case "silent" -> throw new IllegalArgumentException();
          case "memory" -> throw new OutOfMemoryError("told");
          case "overflow" -> overflowed(0) + "";
          case "disk" -> throw new IOError(new IOException("told"));
          case "linkage" -> throw new NoClassDefFoundError("acme/Gone");
          case "broken" -> throw new Unprintable();
          case "partly" -> partly(out);
          case "late" -> late(out);
          case "hook" -> hooked();
          default -> event;
        };
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String printed(String text) {
    System.out.println(text);
    System.err.println(text);
    return "printed";
  }

  private static String logged(String text, Context context) {
    context.getLogger().log(text);
    return "logged";
  }

  private static String interrupted() {
    Thread.currentThread().interrupt();
    return "interrupted";
  }

  private static IllegalStateException caused() {
    IllegalStateException outer =
        new IllegalStateException("outer", new IOException("inner", new Error()));
    outer.addSuppressed(new RuntimeException("beside"));
    return outer;
  }

  @SuppressWarnings("InfiniteRecursion") // the test wants the overflow
  private static int overflowed(int depth) {
    return overflowed(depth + 1) + 1;
  }

  private static String partly(OutputStream out) throws IOException {
    out.write("half an answer".getBytes(StandardCharsets.UTF_8));
    throw new IOException("told");
  }

  /** Leaves a thread behind that goes on writing into this answer until the process ends. */
  private static String late(OutputStream out) {
    Thread writer =
        new Thread(
            () -> {
              while (true) {
                try {
                  out.write('!');
                } catch (IOException e) {
                  return;
                }
              }
            });
    writer.setDaemon(true);
    writer.start();
    return "late";
  }

  /** The hook ends when the loop wants to end the JVM too, which it cannot until then. */
  private static String hooked() {
    Thread loop = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.out.println("hook begins");
                  long end = System.nanoTime() + 20_000_000_000L;
                  while (loop.getState() != Thread.State.BLOCKED && System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  System.out.println("hook ends " + loop.getState());
                }));
    return "hooked";
  }

  /** Fails whatever it is asked. */
  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }
}
