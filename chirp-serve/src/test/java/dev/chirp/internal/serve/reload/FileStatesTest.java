package dev.chirp.internal.serve.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatesTest {
  private static final FileTime PAST = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.createDirectories(folder.resolve("a/b")).resolve("One.java");
    Files.writeString(file, "class One {}");
  }

  private FileStates look(FileStates earlier) throws IOException {
    return earlier.now(List.of(folder));
  }

  private FileStates look() throws IOException {
    return look(FileStates.none());
  }

  @Test
  void unchangedFilesHaveTheSameStates() throws IOException {
    FileStates first = look();
    FileStates second = look(first);
    assertEquals(List.of(), List.copyOf(second.changesSince(first)));
    assertEquals(List.of(), List.copyOf(look(second).changesSince(second)));
  }

  @Test
  void newChangedAndDeletedFilesAreChanges() throws IOException {
    Path deleted = Files.writeString(folder.resolve("Deleted.java"), "class Deleted {}");
    FileStates first = look();
    Files.delete(deleted);
    Path created = Files.writeString(folder.resolve("New.java"), "class New {}");
    Files.writeString(file, "class One { int two; }");
    assertEquals(List.of(deleted, created, file), List.copyOf(look(first).changesSince(first)));
  }

  /** Git and copying tools set times, and two saves may fall in one tick of the clock. */
  @Test
  void changeWithTheSameSizeAndTimeIsAChange() throws IOException {
    Files.setLastModifiedTime(file, PAST);
    FileStates first = look();
    Files.writeString(file, "class Two {}");
    Files.setLastModifiedTime(file, PAST);
    assertEquals(List.of(file), List.copyOf(look(first).changesSince(first)));
  }

  @Test
  void olderTimeIsAChange() throws IOException {
    FileStates first = look();
    Files.setLastModifiedTime(file, PAST);
    assertEquals(List.of(file), List.copyOf(look(first).changesSince(first)));
  }

  @Test
  void foldersThatAppearAreSeen() throws IOException {
    Path later = folder.resolve("later");
    FileStates first = FileStates.none().now(List.of(later));
    Path created = Files.writeString(Files.createDirectory(later).resolve("A.java"), "class A {}");
    assertEquals(List.of(created), List.copyOf(first.now(List.of(later)).changesSince(first)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"One.java~", ".#One.java", "#One.java#", ".One.java.swp", ".DS_Store"})
  void filesOfEditorsAreIgnored(String name) throws IOException {
    FileStates first = look();
    Files.writeString(folder.resolve(name), "text");
    assertEquals(List.of(), List.copyOf(look(first).changesSince(first)));
  }

  /** A link to a parent folder ends no look, and a link to nothing neither. */
  @Test
  void linksThatLeadNowhereAreIgnored() throws IOException {
    FileStates first = look();
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("nothing"), folder.resolve("missing"));
    assertEquals(List.of(), List.copyOf(look(first).changesSince(first)));
  }

  @Test
  void linkedFoldersAreLookedInto() throws IOException {
    Path linked = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-linked"));
    Path other = Files.writeString(linked.resolve("Other.java"), "class Other {}");
    Files.createSymbolicLink(folder.resolve("link"), linked);
    FileStates first = look();
    Files.writeString(other, "class Other { int two; }");
    assertEquals(
        List.of(folder.resolve("link/Other.java")), List.copyOf(look(first).changesSince(first)));
    Files.delete(other);
    Files.delete(linked);
  }
}
