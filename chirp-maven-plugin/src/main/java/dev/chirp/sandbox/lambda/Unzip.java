package dev.chirp.sandbox.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unzips nothing outside of the directory it is told: no name that is absolute, climbs up, has a
 * backslash or a drive, and no symbolic link.
 */
public final class Unzip {
  private static final int MAX_ENTRIES = 65_536;

  private Unzip() {}

  /** Bytes of all entries, of a zip whose names are harmless. */
  static long size(Path file) throws IOException {
    UnixModes.requireNoLinks(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long size = 0;
      for (ZipEntry entry : entries(zip)) {
        size += Math.max(0, entry.getSize());
      }
      return size;
    }
  }

  /**
   * Unzips a file, with the permission to execute what may be executed.
   *
   * @throws ZipException when a name in it is not harmless
   */
  public static void into(Path directory, Path file) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    Set<String> executables = UnixModes.executables(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : entries(zip)) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
          throw new ZipException("'%s' leaves the directory".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          if (Files.copy(in, target) != entry.getSize()) {
            throw new ZipException("'%s' is not as long as it says".formatted(entry.getName()));
          }
        }
        if (executables.contains(entry.getName()) && !target.toFile().setExecutable(true, false)) {
          throw new ZipException("'%s' cannot be made executable".formatted(entry.getName()));
        }
      }
    }
  }

  private static List<? extends ZipEntry> entries(ZipFile zip) throws IOException {
    if (zip.size() > MAX_ENTRIES) {
      throw new ZipException("%d entries".formatted(zip.size()));
    }
    List<? extends ZipEntry> entries = Collections.list(zip.entries());
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      boolean climbs = ("/" + name + "/").contains("/../");
      if (climbs || name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*")) {
        throw new ZipException("'%s' is no safe name".formatted(name));
      }
    }
    return entries;
  }
}
