package dev.chirp.internal.loop;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Encodes the function's output in UTF-8, like Lambda's log. */
final class StandardStreams {
  private StandardStreams() {}

  /** Replaces streams with another encoding: without a locale, the JVM prints ASCII. */
  static void useUtf8() {
    if (!isUtf8("stdout.encoding")) {
      System.setOut(utf8(FileDescriptor.out));
    }
    if (!isUtf8("stderr.encoding")) {
      System.setErr(utf8(FileDescriptor.err));
    }
  }

  private static boolean isUtf8(String property) {
    String encoding = System.getProperty(property);
    if (encoding == null) { // Java 17 has the property for terminals only
      encoding = System.getProperty("sun." + property);
    }
    return encoding == null
        ? Charset.defaultCharset().equals(StandardCharsets.UTF_8)
        : encoding.equalsIgnoreCase("UTF-8");
  }

  private static PrintStream utf8(FileDescriptor to) {
    BufferedOutputStream buffer = new BufferedOutputStream(new FileOutputStream(to));
    return new PrintStream(buffer, true, StandardCharsets.UTF_8);
  }
}
