package dev.chirp.internal.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The stdout and stderr of the process that the user started.
 *
 * <p>Maven 4 replaces {@link System#out} and {@link System#err}. Its own streams make each line a
 * line of its log, {@code [INFO] [stdout] …}; with {@code -q} or {@code --raw-streams} JLine's are
 * left, and both of them write to stdout. Results go past them. Where Maven runs inside another
 * program (mvnd, an IDE), that program owns the streams, so they are used as they are: {@code mvnd
 * --raw-streams} prints a result without the prefix.
 */
final class MavenStreams {
  /** The main class of {@code mvn}, whatever the version. */
  private static final String MVN = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private MavenStreams() {}

  /** Where results go. */
  static PrintStream out() {
    return past(System.out, FileDescriptor.out);
  }

  /** Where the functions' own output goes. */
  static PrintStream err() {
    return past(System.err, FileDescriptor.err);
  }

  private static PrintStream past(PrintStream current, FileDescriptor original) {
    String stream = current.getClass().getName();
    boolean isReplaced = stream.startsWith("org.apache.maven.") || stream.startsWith("org.jline.");
    boolean isMvn = System.getProperty("sun.java.command", "").startsWith(MVN);
    if (!isReplaced || !isMvn) {
      return current;
    }
    current.flush();
    return new PrintStream(new FileOutputStream(original), true);
  }
}
