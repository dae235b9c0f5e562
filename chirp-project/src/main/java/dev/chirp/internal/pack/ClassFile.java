package dev.chirp.internal.pack;

import dev.chirp.internal.project.LambdaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class, described by the start of its file.
 *
 * @param file {@code com/acme/ServerStatus.class}
 * @param release the Java release that it was compiled for
 * @param preview whether it uses that release's preview features
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html">The class File
 *     Format</a>
 */
record ClassFile(String file, int release, boolean preview) {
  private static final int HEADER = 8;
  private static final int MAGIC = 0xCAFEBABE;
  private static final int PREVIEW = 0xFFFF;

  /** The class file version of Java 17 is 61. */
  private static final int BEFORE_FIRST_RELEASE = 44;

  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d{1,4})/.+");

  /** Reads the header. Empty if the file is not a class, whatever its name. */
  static Optional<ClassFile> read(String file, CodeSource.Content content) throws IOException {
    byte[] header = new byte[HEADER];
    try (InputStream in = content.open()) {
      if (in.readNBytes(header, 0, HEADER) < HEADER
          || (pair(header, 0) << 16 | pair(header, 2)) != MAGIC) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new ClassFile(file, pair(header, 6) - BEFORE_FIRST_RELEASE, pair(header, 4) == PREVIEW));
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /**
   * Returns whether the file is an executable class. Descriptions of modules and packages are in
   * every jar and never run.
   */
  static boolean isRun(String file) {
    return file.endsWith(".class")
        && !file.endsWith("module-info.class")
        && !file.endsWith("package-info.class");
  }

  /**
   * Returns whether every JVM loads it. Files below {@code META-INF} are for some Java releases
   * only.
   */
  static boolean isForAll(String file) {
    return !file.startsWith("META-INF/");
  }

  /** Returns whether a JVM of this runtime would load it from a multi-release jar. */
  static boolean isVersionFor(LambdaRuntime runtime, String file) {
    Matcher versioned = VERSIONED.matcher(file);
    return versioned.matches() && runtime.runs(Integer.parseInt(versioned.group(1)));
  }

  boolean runsOn(LambdaRuntime runtime) {
    return runtime.runs(release)
        && !(preview && runtime.release().isPresent() && runtime.release().getAsInt() != release);
  }

  /** Returns a Lambda runtime that can run it. Empty if none can. */
  Optional<LambdaRuntime> choice() {
    return LambdaRuntime.choice(release).filter(this::runsOn);
  }

  String javaName() {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }
}
