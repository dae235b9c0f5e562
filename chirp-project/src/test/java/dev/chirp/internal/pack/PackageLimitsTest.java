package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageLimitsTest {
  @TempDir private Path folder;

  @Row(4)
  @Test
  void tooLargePackageIsRefusedBeforeWriting() throws IOException {
    Input input = new Input(folder).with("small.txt", "x");
    for (int i = 0; i < 12; i++) {
      try (RandomAccessFile sparse =
          new RandomAccessFile(input.classes.resolve("part" + i + ".bin").toFile(), "rw")) {
        sparse.setLength(22_000_000 + i * 100_000L);
      }
    }
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    List<String> lines = failure.problem().lines().toList();
    assertEquals(
        "Unzipped, the package has 258.1 MB (270,600,001 bytes); Lambda accepts up to 250 MB (262,144,000 bytes). Largest:",
        lines.get(0));
    assertEquals(11, lines.size());
    assertEquals("22.0 MB  part11.bin", lines.get(1).strip());
    assertTrue(lines.get(10).endsWith("part2.bin"), failure.problem());
    assertFalse(Files.exists(input.zip));
  }

  @Test
  void packageAtTheLimitIsAccepted() {
    Item largest = new Item("a", folder, PackageLimits.UNZIPPED, false);
    assertDoesNotThrow(() -> PackageLimits.checkUnzipped(List.of(largest)));
    Item oneMore = new Item("b", folder, 1, false);
    assertThrows(
        ChirpException.class, () -> PackageLimits.checkUnzipped(List.of(largest, oneMore)));
  }

  @Test
  void zipThatNeedsABucketIsWarnedAbout() {
    assertEquals(Optional.empty(), PackageLimits.warning(zipOf(52_428_800)));
    assertTrue(PackageLimits.warning(zipOf(52_428_801)).orElse("").contains("(52,428,801 bytes)"));
  }

  private CodePackage zipOf(long size) {
    return new CodePackage(folder.resolve("api.zip"), "", size, size);
  }
}
