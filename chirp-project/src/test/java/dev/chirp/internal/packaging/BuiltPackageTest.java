package dev.chirp.internal.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltPackageTest {
  @TempDir Path folder;

  @Test
  void twoRunsOfOnePackageDoNotShareAFolder() throws IOException {
    Path zip = folder.resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("acme/order.txt"));
      out.write('a');
    }
    Path chirp = folder.resolve("target/chirp");
    try (RunDirectory first = BuiltPackage.unzip(zip, chirp)) {
      try (RunDirectory second = BuiltPackage.unzip(zip, chirp)) {
        assertEquals("a", Files.readString(second.path().resolve("acme/order.txt")));
      }
      assertEquals("a", Files.readString(first.path().resolve("acme/order.txt")));
    }
    assertEquals(List.of(), left(chirp));
  }

  @Test
  void packageThatIsNotAZipLeavesNoFolder() throws IOException {
    Path zip = Files.writeString(folder.resolve("function.zip"), "not a zip");
    Path chirp = folder.resolve("target/chirp");
    ChirpException failure =
        assertThrows(ChirpException.class, () -> BuiltPackage.unzip(zip, chirp));
    assertTrue(failure.getMessage().contains("function.zip' cannot be unzipped: "));
    assertEquals(List.of(), left(chirp));
  }

  private static List<String> left(Path chirp) throws IOException {
    try (Stream<Path> files = Files.list(chirp)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
