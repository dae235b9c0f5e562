package dev.chirp.internal.loop;

import java.io.IOException;

/**
 * Started when packaging, never on Lambda: runs each handler for a number of events through the
 * same classes as {@link Main}, so that an AOT cache has all that Lambda's start will load.
 *
 * <p>Arguments: {@code <handler>=<count>}, any number of them. Exit status 0 after all of them; 1
 * when a handler cannot be made, which the Runtime API is told, and 2 and 3 as with {@link Main},
 * each after a line that says at which handler it stopped; 64 for arguments that are none.
 */
public final class Training {
  /** How the line begins that names the handler because of which it has stopped. */
  public static final String STOPPED = "Stopped at ";

  /** The system property that says whether functions may speak TLS. */
  public static final String TLS = "chirp.tls";

  private static final int USAGE = 64;

  private Training() {}

  /** Does not return. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws IOException {
    StandardStreams.useUtf8();
    for (String argument : args) {
      int equals = argument.lastIndexOf('=');
      if (equals < 0 || !isCount(argument.substring(equals + 1))) {
        System.err.println(
            "'" + argument + "' is no <handler>=<count>.\nTry: acme.ServerStatus=100");
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
