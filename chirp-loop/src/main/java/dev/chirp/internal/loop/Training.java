package dev.chirp.internal.loop;

import java.io.IOException;

/**
 * The main class of a training run, at packaging time only. It runs each handler for a number of
 * events through the same classes as {@link Main}, so that the AOT cache has all classes that a
 * start on Lambda loads.
 *
 * <p>Arguments: {@code <handler>=<count>}, any number of them. Exit status 0 after all of them; 1
 * when a handler cannot be created, which it reports to the Runtime API; 2 and 3 as in {@link
 * Main}. In these three cases the last line names the handler. 64 for invalid arguments.
 */
public final class Training {
  /** The start of the line with the handler that stopped the training. */
  public static final String STOPPED = "Stopped at ";

  /** The system property that allows functions to use TLS. */
  public static final String TLS = "chirp.tls";

  private static final int USAGE = 64;

  private Training() {}

  /** Never returns. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws IOException {
    StandardStreams.useUtf8();
    for (String argument : args) {
      int equals = argument.lastIndexOf('=');
      if (equals < 0 || !isCount(argument.substring(equals + 1))) {
        System.err.println(
            "'" + argument + "' is not a <handler>=<count>.\nTry: acme.ServerStatus=100");
        return USAGE;
      }
    }
    RuntimeLoop loop = RuntimeLoop.of(System.getenv());
    int refusal = Main.refusal(loop);
    if (refusal != 0) {
      return refusal;
    }
    for (String argument : args) {
      int equals = argument.lastIndexOf('=');
      long count = Long.parseLong(argument.substring(equals + 1));
      int status = loop.run(argument.substring(0, equals), count);
      if (status != 0) {
        System.out.println(STOPPED + argument.substring(0, equals));
        return status;
      }
    }
    TlsTraining.run();
    return 0;
  }

  private static boolean isCount(String text) {
    try {
      return Long.parseLong(text) >= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
