package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.LockProbe;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven loads the plugin once for each class realm; all of them are one process to a lock. */
class ProcessLockTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("lock");
  }

  @Test
  void aSecondRealmNeitherTakesNorDropsTheLockOfTheFirst() throws Exception {
    try (URLClassLoader first = realm();
        URLClassLoader second = realm()) {
      assertNotSame(type(first), type(second));
      AutoCloseable held = lock(first).orElseThrow();
      assertEquals(Optional.empty(), lock(second));
      assertEquals("taken", LockProbe.of(file));
      held.close();
      try (AutoCloseable next = lock(second).orElseThrow()) {
        assertEquals(Optional.empty(), lock(first));
        held.close(); // a second close must not free the other realm's lock
        assertEquals(Optional.empty(), lock(first));
        assertTrue(next.getClass().getClassLoader() == second);
        assertEquals("taken", LockProbe.of(file));
      }
      assertEquals("free", LockProbe.of(file));
    }
  }

  @Test
  void twoNamesOfOneFolderAreOneLock() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
    try (ProcessLock held = ProcessLock.of(file).orElseThrow()) {
      assertTrue(ProcessLock.of(link.resolve("lock")).isEmpty(), held::toString);
      assertTrue(ProcessLock.of(folder.resolve("../" + folder.getFileName() + "/lock")).isEmpty());
      assertEquals("taken", LockProbe.of(file));
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void unopenableFileIsNotHeld() throws IOException {
    Files.createDirectory(file);
    for (int i = 0; i < 2; i++) {
      assertThrows(IOException.class, () -> ProcessLock.of(file));
    }
    Files.delete(file);
    ProcessLock.of(file).orElseThrow().close();
  }

  @SuppressWarnings("unchecked")
  private Optional<AutoCloseable> lock(ClassLoader realm) throws ReflectiveOperationException {
    Method of = type(realm).getMethod("of", Path.class);
    return (Optional<AutoCloseable>) of.invoke(null, file);
  }

  private static Class<?> type(ClassLoader realm) throws ClassNotFoundException {
    return realm.loadClass(ProcessLock.class.getName());
  }

  /** A second copy of the plugin's classes, with only the JDK below them. */
  private static URLClassLoader realm() {
    URL classes = ProcessLock.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
  }
}
