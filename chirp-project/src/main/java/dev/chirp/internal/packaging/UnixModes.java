package dev.chirp.internal.packaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * The Unix modes of a zip's entries, which {@code java.util.zip} does not expose.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">.ZIP, 4.3.12 and
 *     4.3.16</a>
 */
final class UnixModes {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 65_535;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int EXECUTABLE = 0111;

  private UnixModes() {}

  static void requireNoLinks(Path zip) throws IOException {
    for (int mode : read(zip).values()) {
      if ((mode & TYPE) == LINK) {
        throw new ZipException("It contains a symbolic link");
      }
    }
  }

  /** Returns the names of executable files. Lambda keeps this mode when it unzips. */
  static Set<String> executables(Path zip) throws IOException {
    Map<String, Integer> modes = read(zip);
    modes.values().removeIf(mode -> (mode & EXECUTABLE) == 0);
    return modes.keySet();
  }

  private static Map<String, Integer> read(Path zip) throws IOException {
    Map<String, Integer> modes = new HashMap<>();
    try (FileChannel file = FileChannel.open(zip)) {
      ByteBuffer directory = directory(file);
      while (directory.remaining() >= ENTRY_SIZE
          && directory.getInt(directory.position()) == ENTRY) {
        int at = directory.position();
        int next = at + ENTRY_SIZE;
        for (int length = at + 28; length <= at + 32; length += 2) {
          next += Short.toUnsignedInt(directory.getShort(length));
        }
        byte[] name = new byte[Short.toUnsignedInt(directory.getShort(at + 28))];
        if (at + ENTRY_SIZE + name.length > directory.limit()) {
          break;
        }
        directory.get(at + ENTRY_SIZE, name);
        modes.put(new String(name, StandardCharsets.UTF_8), directory.getInt(at + 38) >>> 16);
        directory.position(Math.min(next, directory.limit()));
      }
    }
    return modes;
  }

  private static ByteBuffer directory(FileChannel file) throws IOException {
    long from = Math.max(0, file.size() - END_SIZE - MAX_COMMENT);
    ByteBuffer tail = read(file, from, file.size() - from);
    for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        long size = Integer.toUnsignedLong(tail.getInt(at + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        return read(file, offset, Math.min(size, file.size() - offset));
      }
    }
    throw new ZipException("It has no end record");
  }

  private static ByteBuffer read(FileChannel file, long from, long length) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(Math.max(0, length))).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, from + bytes.position());
    }
    return bytes.flip();
  }
}
