package dev.chirp.internal.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnzipTest {
  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void executablesStayExecutable() throws IOException {
    Path file = folder.resolve("code.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      add(zip, "bin/tü.sh", 0100755);
      add(zip, "data.txt", 0100644);
    }
    Path root = Files.createDirectory(folder.resolve("root"));
    Unzip.into(root, file);
    assertEquals(true, Files.isExecutable(root.resolve("bin/tü.sh")));
    assertEquals(false, Files.isExecutable(root.resolve("data.txt")));
  }

  /** The limit of 250 MB relies on the declared sizes, so they must be true. */
  @Test
  void entryLargerThanDeclaredIsTruncatedAndRefused() throws IOException {
    int said = 100_000;
    Path file = folder.resolve("code.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.putArchiveEntry(new ZipArchiveEntry("zeros"));
      zip.write(new byte[50_000_000]);
      zip.closeArchiveEntry();
    }
    say(file, said);
    Path root = Files.createDirectory(folder.resolve("root"));

    ZipException failure = assertThrows(ZipException.class, () -> Unzip.into(root, file));

    assertEquals("'zeros' does not have its declared length", failure.getMessage());
    long written = Files.size(root.resolve("zeros"));
    assertTrue(written <= said, written + " bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "a\nb",
        "\u001b[31ma",
        "a\u007f",
        "a\u0085",
        "exe\u202etxt",
        "a\u2066b",
        "a\u2028b",
        "/a",
        "../a",
        "C:a",
        "a\\b"
      })
  void unsafeNameIsRefusedWithoutControlCharacters(String name) throws IOException {
    Path file = folder.resolve("code.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.setEncoding("UTF-8");
      add(zip, name, 0100644);
    }
    replaceName(file, name);
    Path root = Files.createDirectory(folder.resolve("root"));
    for (Executable use :
        List.<Executable>of(() -> Unzip.into(root, file), () -> Unzip.size(file))) {
      String message = String.valueOf(assertThrows(ZipException.class, use).getMessage());
      assertTrue(message.endsWith("is not a safe name"), message);
      assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 0x7f), message);
    }
    try (Stream<Path> written = Files.list(root)) {
      assertEquals(List.of(), written.toList());
    }
  }

  /** Replaces a name, because the library normalizes the original one. */
  private static void replaceName(Path file, String name) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    String wanted = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String written = wanted.replace('\\', '/');
    Files.write(file, bytes.replace(written, wanted).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Overwrites the size of the only entry in the central directory. */
  private static void say(Path file, int size) throws IOException {
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = zip.limit() - 22; // the end of the central directory, without a comment
    int entry = zip.getInt(header + 16);
    assertEquals(0x02014b50, zip.getInt(entry));
    zip.putInt(entry + 24, size);
    Files.write(file, zip.array());
  }

  private static void add(ZipArchiveOutputStream zip, String name, int mode) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write('a');
    zip.closeArchiveEntry();
  }
}
