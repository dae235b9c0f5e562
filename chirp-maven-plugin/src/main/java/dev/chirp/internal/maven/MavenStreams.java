package dev.chirp.internal.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The stdout and stderr of the process that the user started.
 *
 * <p>Maven 4 replaces {@link System#out} and {@link System#err}. Its own streams turn each line
 * into a log line, {@code [INFO] [stdout] …}. With {@code -q} or {@code --raw-streams}, the streams
 * are JLine's, and both write to stdout. Results must bypass them. If Maven runs inside another
 * program (mvnd, an IDE), that program owns the streams, so Chirp uses them unchanged: {@code mvnd
 * --raw-streams} prints a result without the prefix.
 */
final class MavenStreams {
  /** The main class of {@code mvn} in all versions. */
  private static final String MVN = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private MavenStreams() {}

  /** The stream for results. */
  static PrintStream out() {
    return past(System.out, FileDescriptor.out);
  }

  /** The stream for the functions' own output. */
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
