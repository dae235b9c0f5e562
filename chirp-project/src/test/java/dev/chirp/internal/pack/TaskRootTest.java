package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRootTest {
  @TempDir private Path folder;

  @Test
  void jarsAreInLambdasOrder() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path bundled = file("classes/lib/m.jar");
    Path second = file("b/util-1.0.jar");
    Path first = file("a/util-1.0.jar");
    Path module = Files.createDirectories(folder.resolve("module/target/classes"));
    Path upper = file("c/Zebra.jar");
    List<Library> libraries =
        List.of(
            new Library("util-1.0.jar", second, false),
            new Library("util-1.0.jar", first, false),
            new Library("greeting-1.0.jar", module, true),
            new Library("Zebra.jar", upper, false),
            new Library("none-1.0.jar", folder.resolve("none/target/classes"), true));
    assertEquals(
        List.of(classes, upper, module, bundled, second, first),
        new ArrayList<>(new TaskRoot(classes, libraries).classPath()));
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[0]);
  }
}
