package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven loads the plugin once for each class realm; all of them are one process to the lock. */
class DirectoryLockTest {
  @TempDir private Path directory;

  @Test
  void aSecondRealmNeitherTakesNorDropsTheLockOfTheFirst() throws Exception {
    try (URLClassLoader first = realm();
        URLClassLoader second = realm()) {
      assertNotSame(type(first), type(second));
      AutoCloseable held = lock(first).orElseThrow();
      assertEquals(Optional.empty(), lock(second));
      // Its own attempt has closed nothing of the first one's.
      assertEquals(Optional.empty(), lock(second));
      try (OtherProcess other = OtherProcess.start(directory, "keep")) {
        assertEquals("taken", other.line());
      }
      held.close();
      try (AutoCloseable next = lock(second).orElseThrow()) {
        assertEquals(Optional.empty(), lock(first));
        held.close(); // once more, which must not free what another realm holds now
        assertEquals(Optional.empty(), lock(first));
        assertTrue((boolean) accessible(next.getClass(), "isIntact").invoke(next));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private Optional<AutoCloseable> lock(ClassLoader realm) throws ReflectiveOperationException {
    return (Optional<AutoCloseable>)
        accessible(type(realm), "of", Path.class).invoke(null, directory);
  }

  private static Method accessible(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  private static Class<?> type(ClassLoader realm) throws ClassNotFoundException {
    return realm.loadClass(DirectoryLock.class.getName());
  }

  /** Chirp's classes once more, with nothing below them but the JDK. */
  private static URLClassLoader realm() {
    URL[] classes =
        Stream.of(DirectoryLock.class, ChirpException.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    return new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
  }
}
