package dev.chirp.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnzipTest {
  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatMayBeRunMayBeRunAfterwards() throws IOException {
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

  private static void add(ZipArchiveOutputStream zip, String name, int mode) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write('a');
    zip.closeArchiveEntry();
  }
}
