package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * Writes a zip whose bytes depend only on the files' names and contents: sorted, with one timestamp
 * and fixed modes. It is the only class that uses Commons Compress, which is missing until {@code
 * Libraries.addPackaging} has run.
 */
final class ZipWriter {
  /**
   * The timestamp of all files: local time, so that no time zone changes it, and a month after the
   * earliest that a zip can hold.
   */
  static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int LEVEL = 6;
  private static final int DIRECTORY = 040755;
  private static final int FILE = 0100644;
  private static final int EXECUTABLE = 0100755;
  private static final int BLOCK = 1 << 17;

  private ZipWriter() {}

  /** Writes a new zip. A failure leaves an unusable file. */
  static void write(Path zip, List<Item> items) throws IOException {
    byte[] block = new byte[BLOCK];
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      out.setLevel(LEVEL);
      for (Item item : sorted(items).values()) {
        if (item.name().endsWith("/")) {
          out.putArchiveEntry(entry(item, DIRECTORY));
        } else {
          copy(item, block, out);
        }
        out.closeArchiveEntry();
      }
    }
  }

  /** Adds an entry for each folder, so that unzipping gives it mode 0755 whatever the umask. */
  private static SortedMap<String, Item> sorted(List<Item> items) {
    SortedMap<String, Item> sorted = new TreeMap<>(Item.BY_BYTES);
    for (Item item : items) {
      if (sorted.put(item.name(), item) != null) {
        throw new IllegalArgumentException("Twice in the zip: " + item.name());
      }
      for (int end = item.name().lastIndexOf('/');
          end > 0;
          end = item.name().lastIndexOf('/', end - 1)) {
        String folder = item.name().substring(0, end + 1);
        sorted.putIfAbsent(folder, new Item(folder, item.file(), 0, true));
      }
    }
    checkFolders(sorted);
    return sorted;
  }

  /**
   * Refuses a file that has the name of a folder, such as {@code lib}, because both cannot be
   * unzipped.
   */
  private static void checkFolders(SortedMap<String, Item> sorted) {
    for (Item item : sorted.values()) {
      if (sorted.containsKey(item.name() + "/")) {
        throw ChirpException.project(
                "The file '%s' has the same name as a folder of the zip.".formatted(item.file()))
            .withSuggestion("rename the file");
      }
    }
  }

  private static void copy(Item item, byte[] block, ZipArchiveOutputStream out) throws IOException {
    try (InputStream in = NamedFileStream.of(item.file())) {
      // Reads whole blocks, because deflate's output may depend on how its input is split.
      int length = in.readNBytes(block, 0, block.length);
      out.putArchiveEntry(entry(item, isExecutable(block, length) ? EXECUTABLE : FILE));
      while (length > 0) {
        out.write(block, 0, length);
        length = in.readNBytes(block, 0, block.length);
      }
    }
  }

  private static ZipArchiveEntry entry(Item item, int mode) {
    ZipArchiveEntry entry = new ZipArchiveEntry(item.name());
    entry.setTimeLocal(TIME);
    entry.setUnixMode(mode);
    entry.setSize(item.size()); // with a known size, no 64-bit fields are needed
    entry.setMethod(item.stored() ? ZipMethod.STORED.getCode() : ZipMethod.DEFLATED.getCode());
    return entry;
  }

  /**
   * Returns whether the file is a script or an ELF binary, such as {@code bootstrap}. The bytes
   * decide, because Windows and some mounted file systems have no executable mode.
   */
  private static boolean isExecutable(byte[] start, int length) {
    boolean script = length > 1 && start[0] == '#' && start[1] == '!';
    boolean elf =
        length > 3 && start[0] == 0x7F && start[1] == 'E' && start[2] == 'L' && start[3] == 'F';
    return script || elf;
  }
}
