package dev.chirp.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir private Path directory;

  @Test
  void fileInPlaceOfTheFolderIsNamed() throws IOException {
    assertRefused(Files.writeString(directory.resolve("chirp"), "a file"));
  }

  @Test
  void readOnlyFolderIsNamed() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("chirp"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(folder), "root may write everywhere");
    assertRefused(folder);
  }

  @Test
  void onlyAbandonedFoldersAreDeleted() throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
    Path abandoned = Files.createDirectory(directory.resolve("package-1"));
    Path zip = Files.writeString(directory.resolve("package-tracker.zip"), "the project's zip");
    Files.setLastModifiedTime(abandoned, longAgo);
    Files.setLastModifiedTime(zip, longAgo);
    new RunDirectory(directory.resolve("package-2"), "package").close();
    assertFalse(Files.exists(abandoned));
    assertTrue(Files.exists(zip));
  }

  /** A server may run for days. */
  @Test
  void oldFolderOfARunningProcessStays() throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
    Path running = Files.createDirectory(directory.resolve(RunDirectory.name("serve")));
    Path ended = Files.createDirectory(directory.resolve("serve-999999999999-1"));
    Files.setLastModifiedTime(running, longAgo);
    Files.setLastModifiedTime(ended, longAgo);
    new RunDirectory(directory.resolve(RunDirectory.name("serve")), "serve").close();
    assertTrue(Files.exists(running));
    assertFalse(Files.exists(ended));
  }

  private static void assertRefused(Path folder) {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () -> new RunDirectory(folder.resolve("invoke-1"), "invoke").close());
    assertEquals(
        "The folder '%s' is not writable, but each run creates a folder in it.".formatted(folder),
        failure.getMessage());
  }
}
