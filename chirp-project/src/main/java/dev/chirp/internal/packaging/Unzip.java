package dev.chirp.internal.packaging;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unzips safely into a directory. Refuses symbolic links, and names that are empty or absolute,
 * contain {@code ..}, a backslash, a drive or a control character.
 */
public final class Unzip {
  private static final int MAX_ENTRIES = 65_536;
  private static final int BUFFER = 1 << 16;

  private Unzip() {}

  /** Returns the number of bytes in all entries. The names are checked first. */
  public static long size(Path file) throws IOException {
    UnixModes.requireNoLinks(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long size = 0;
      for (ZipEntry entry : entries(zip)) {
        size += Math.max(0, entry.getSize());
        if (size < 0) {
          return Long.MAX_VALUE; // more than any limit
        }
      }
      return size;
    }
  }

  /**
   * Unzips a file. Keeps the permission to execute.
   *
   * @throws ZipException if a name is unsafe
   */
  public static void into(Path directory, Path file) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    Set<String> executables = UnixModes.executables(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : entries(zip)) {
        Path target = target(root, entry);
        if (entry.isDirectory()) {
          OwnerOnly.createFolder(target);
          continue;
        }
        OwnerOnly.createParent(target);
        copy(zip, entry, target);
        if (executables.contains(entry.getName()) && !target.toFile().setExecutable(true)) {
          throw new ZipException("'%s' cannot be made executable".formatted(entry.getName()));
        }
      }
    }
  }

  private static Path target(Path root, ZipEntry entry) throws ZipException {
    String name = entry.getName();
    Path target;
    try {
      target = root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw unsafe(name); // not a valid name on this machine
    }
    if (!target.startsWith(root) || (target.equals(root) && !entry.isDirectory())) {
      throw new ZipException("'%s' leaves the directory".formatted(name));
    }
    return target;
  }

  /** Escapes characters that could control a terminal. */
  private static ZipException unsafe(String name) {
    StringBuilder shown = new StringBuilder();
    name.chars()
        .forEach(
            c -> {
              if (isControl(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.append((char) c);
              }
            });
    return new ZipException("'%s' is not a safe name".formatted(shown));
  }

  /**
   * Returns whether it is a control character, or one that only changes how others are displayed.
   */
  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        || (c >= 0x202a && c <= 0x202e) // text direction embeddings and overrides
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** Writes at most as many bytes as the entry declares. */
  private static void copy(ZipFile zip, ZipEntry entry, Path target) throws IOException {
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = OwnerOnly.write(target)) {
      byte[] buffer = new byte[BUFFER];
      long left = entry.getSize();
      int read = in.read(buffer);
      while (read >= 0 && read <= left) {
        out.write(buffer, 0, read);
        left -= read;
        read = in.read(buffer);
      }
      if (read >= 0 || left != 0) {
        throw new ZipException("'%s' does not have its declared length".formatted(entry.getName()));
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
      if (climbs
          || name.isEmpty()
          || name.startsWith("/")
          || name.contains("\\")
          || name.matches("[A-Za-z]:.*")
          || name.chars().anyMatch(Unzip::isControl)) {
        throw unsafe(name);
      }
    }
    return entries;
  }
}
