package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileStampTest {
  @TempDir private Path folder;

  private CompileStamp stamp(String circumstance) {
    return new CompileStamp(
        folder.resolve("target/compiled"),
        List.of(folder.resolve("src"), folder.resolve("pom.xml"), folder.resolve("absent")),
        List.of(folder.resolve("classes")),
        List.of(circumstance));
  }

  @BeforeEach
  void compile() throws IOException {
    Files.createDirectories(folder.resolve("src/acme"));
    Files.writeString(folder.resolve("src/acme/A.java"), "class A {}");
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    assertFalse(stamp("-Da=1").isFresh(), "nothing was compiled yet");
    stamp("-Da=1").write(stamp("-Da=1").inputsNow());
  }

  @Test
  void unchangedProjectStaysFresh() {
    assertTrue(stamp("-Da=1").isFresh());
  }

  @Test
  void changedFileIsNoticed() throws IOException {
    Files.setLastModifiedTime(folder.resolve("pom.xml"), FileTime.fromMillis(1));
    assertFalse(stamp("-Da=1").isFresh());
  }

  @Test
  void editDuringTheCompilationIsNoticed() throws IOException {
    String before = stamp("-Da=1").inputsNow();
    Files.writeString(folder.resolve("src/acme/A.java"), "class A { int edited; }");
    stamp("-Da=1").write(before);
    assertFalse(stamp("-Da=1").isFresh());
  }

  @Test
  void deletedClassesAreNoticed() throws IOException {
    Path compiled = Files.createDirectories(folder.resolve("classes")).resolve("A.class");
    Files.writeString(compiled, "");
    stamp("-Da=1").write(stamp("-Da=1").inputsNow());
    assertTrue(stamp("-Da=1").isFresh());
    Files.delete(compiled);
    assertFalse(stamp("-Da=1").isFresh());
  }

  @Test
  void newFileIsNoticed() throws IOException {
    Files.writeString(folder.resolve("src/acme/B.java"), "class B {}");
    assertFalse(stamp("-Da=1").isFresh());
  }

  @Test
  void deletedFileIsNoticed() throws IOException {
    Files.delete(folder.resolve("src/acme/A.java"));
    assertFalse(stamp("-Da=1").isFresh());
  }

  @Test
  void newInputFolderIsNoticed() throws IOException {
    Files.writeString(folder.resolve("absent"), "");
    assertFalse(stamp("-Da=1").isFresh());
  }

  @Test
  void changedCircumstanceIsNoticed() {
    assertFalse(stamp("-Da=2").isFresh());
  }
}
