package dev.chirp.internal.loop;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Binds an AOT cache to the jars and the JVM that it was made with. The JVM itself does not notice
 * that a jar has changed, and runs the cached classes (JDK-8377932).
 *
 * <p>The file {@code chirp.sums} in the package has a line for each jar, for the cache and for the
 * JVM. Packaging computes and compares all of it. A start only has time to compare what changes
 * with each class: a jar's size and its directory, which has the CRC of each file; and the head of
 * the cache.
 *
 * @see <a href="https://bugs.openjdk.org/browse/JDK-8377932">JDK-8377932</a>
 */
public final class PackageSums {
  /** The name of the file in the package's folder. */
  public static final String FILE = "chirp.sums";

  /** The system property that makes the file mandatory. */
  public static final String PROPERTY = "chirp.sums";

  /** The value that makes it mandatory. It is set wherever the JVM gets an AOT cache. */
  public static final String REQUIRED = "required";

  private static final String JVM = "jvm ";

  /** The length of the record at a zip's end, without a comment. */
  private static final int END_LENGTH = 22;

  /** The longest record at a zip's end: a comment has at most 65535 bytes. */
  private static final int LONGEST_END = END_LENGTH + 65_535;

  private static final int HEAD = 1 << 16;

  private PackageSums() {}

  /**
   * The lines for these files.
   *
   * @param names relative to the root
   */
  public static String of(Path root, List<String> names) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      File file = root.resolve(name).toFile();
      lines
          .append(Long.toHexString(fingerprint(file)))
          .append(' ')
          .append(file.length())
          .append(' ')
          .append(Sha256.of(file))
          .append(' ')
          .append(name)
          .append('\n');
    }
    return lines.toString();
  }

  /**
   * The line for the JVM.
   *
   * @param version the value of {@code java.vm.version}
   */
  public static String jvm(String version) {
    return JVM + version + "\n";
  }

  /**
   * The first inconsistency, as a phrase; empty if there is none, or if the file is missing and not
   * {@link #REQUIRED}.
   *
   * @param root the package's folder; {@code .} for the working directory, because an empty path
   *     would be the root of the machine
   */
  static String problemOf(String root) throws IOException {
    File file = new File(root, FILE);
    if (!file.exists()) {
      boolean required = REQUIRED.equals(System.getProperty(PROPERTY));
      return required ? "'" + FILE + "' is missing" : "";
    }
    byte[] bytes;
    try (FileInputStream in = new FileInputStream(file)) {
      bytes = in.readAllBytes();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int lineEnd = end < 0 ? text.length() : end;
      String problem = problemOf(root, text.substring(start, lineEnd));
      if (!problem.isEmpty()) {
        return problem;
      }
      start = lineEnd + 1;
    }
    return "";
  }

  private static String problemOf(String root, String line) throws IOException {
    if (line.startsWith(JVM)) {
      String version = System.getProperty("java.vm.version", "");
      return version.equals(line.substring(JVM.length()))
          ? ""
          : "the JVM is " + version + ", and the AOT cache was made by " + line.substring(4);
    }
    int size = line.indexOf(' ') + 1;
    int sha = line.indexOf(' ', size) + 1;
    int name = line.indexOf(' ', sha) + 1;
    if (size == 0 || sha == 0 || name == 0) {
      return "'" + FILE + "' has the line '" + line + "'";
    }
    File file = new File(root, line.substring(name));
    boolean same =
        line.substring(size, sha - 1).equals(Long.toString(file.length()))
            && line.substring(0, size - 1).equals(Long.toHexString(fingerprint(file)));
    return same ? "" : "'" + line.substring(name) + "' is not the one that it was packaged with";
  }

  /**
   * A checksum of a jar's directory, which changes with each class, or of another file's head; 0
   * for a missing file.
   */
  private static long fingerprint(File file) throws IOException {
    if (!file.exists()) {
      return 0;
    }
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      long length = in.length();
      long directory = directory(in, length, END_LENGTH);
      if (directory < 0 && file.getName().endsWith(".jar")) {
        directory = directory(in, length, (int) Math.min(length, LONGEST_END));
      }
      long from = Math.max(0, directory);
      long to = directory < 0 ? Math.min(length, HEAD) : length;
      return crc(in, from, to);
    }
  }

  private static long crc(RandomAccessFile in, long from, long to) throws IOException {
    CRC32 crc = new CRC32();
    for (long at = from; at < to; at += HEAD) {
      byte[] block = read(in, at, (int) Math.min(to - at, HEAD));
      crc.update(block, 0, block.length);
    }
    return crc.getValue();
  }

  /** The offset of a zip's directory if its end is within the last bytes, otherwise -1. */
  private static long directory(RandomAccessFile in, long length, int last) throws IOException {
    if (length < last) {
      return -1;
    }
    byte[] tail = read(in, length - last, last);
    for (int at = last - END_LENGTH; at >= 0; at--) {
      if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
        long offset = 0;
        for (int i = 19; i >= 16; i--) {
          offset = (offset << 8) | (tail[at + i] & 0xFF);
        }
        return offset <= length ? offset : -1; // not so for a zip of more than 4 GB
      }
    }
    return -1;
  }

  private static byte[] read(RandomAccessFile in, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(from);
    in.readFully(bytes);
    return bytes;
  }
}
