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

/** The lock across class realms: Maven loads the plugin once per realm, in one process. */
class DirectoryLockTest {
  @TempDir private Path directory;

  @Test
  void secondRealmNeitherTakesNorReleasesTheLockOfTheFirst() throws Exception {
    try (URLClassLoader first = realm();
        URLClassLoader second = realm()) {
      assertNotSame(type(first), type(second));
      AutoCloseable held = lock(first).orElseThrow();
      assertEquals(Optional.empty(), lock(second));
      // The failed attempt must not release the first realm's lock.
      assertEquals(Optional.empty(), lock(second));
      try (OtherProcess other = OtherProcess.start(directory, "keep")) {
        assertEquals("taken", other.line());
      }
      held.close();
      try (AutoCloseable next = lock(second).orElseThrow()) {
        assertEquals(Optional.empty(), lock(first));
        held.close(); // a second close must not release another realm's lock
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

  /** A second copy of Chirp's classes, with only the JDK as parent. */
  private static URLClassLoader realm() {
    URL[] classes =
        Stream.of(DirectoryLock.class, ChirpException.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    return new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
  }
}
