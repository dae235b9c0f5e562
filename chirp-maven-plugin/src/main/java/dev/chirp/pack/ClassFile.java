package dev.chirp.pack;

import dev.chirp.project.LambdaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A class, and what it needs to run.
 *
 * @param file {@code com/acme/ServerStatus.class}
 * @param release the Java release that it was compiled for
 * @param preview whether it uses what that release alone has
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.1">The
 *     ClassFile structure</a>
 */
record ClassFile(String file, int release, boolean preview) {
  private static final int HEADER = 8;
  private static final int MAGIC = 0xCAFEBABE;
  private static final int PREVIEW = 0xFFFF;

  /** The class file version of Java 17 is 61. */
  private static final int BEFORE_FIRST_RELEASE = 44;

  /** Empty for what is only called like a class. */
  static Optional<ClassFile> read(String file, Place.Content content) throws IOException {
    byte[] header = new byte[HEADER];
    try (InputStream in = content.open()) {
      if (in.readNBytes(header, 0, HEADER) < HEADER) {
        return Optional.empty();
      }
    }
    ByteBuffer buffer = ByteBuffer.wrap(header);
    if (buffer.getInt() != MAGIC) {
      return Optional.empty();
    }
    boolean preview = (buffer.getShort() & 0xFFFF) == PREVIEW;
    int version = buffer.getShort() & 0xFFFF;
    return Optional.of(new ClassFile(file, version - BEFORE_FIRST_RELEASE, preview));
  }

  boolean runsOn(LambdaRuntime runtime) {
    return preview
        ? runtime.release().isEmpty() || runtime.release().getAsInt() == release
        : runtime.runs(release);
  }

  /** {@code com.acme.ServerStatus}. */
  static String javaName(String file) {
    return file.substring(0, file.length() - ".class".length())
        .replaceFirst("^META-INF/versions/[0-9]+/", "")
        .replace('/', '.');
  }

  /** {@code Java 21}, and that only there. */
  String needs() {
    return "Java " + release + (preview ? " with preview features" : "");
  }
}
