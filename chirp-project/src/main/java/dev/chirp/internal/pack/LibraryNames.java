package dev.chirp.internal.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives each library a unique name under {@code lib/}. */
final class LibraryNames {
  private final Set<String> taken = new HashSet<>();

  /** Reserves the names of the project's own files. */
  LibraryNames(List<Item> own) {
    own.forEach(item -> taken.add(key(item.name())));
  }

  /**
   * Returns a unique name. The second {@code util-1.0.jar} becomes {@code util-1.0_2.jar}, which
   * comes after the first in Lambda's order, as on the class path.
   */
  String next(String fileName) {
    String stem =
        fileName.endsWith(".jar") ? fileName.substring(0, fileName.length() - 4) : fileName;
    String name = "lib/" + stem + ".jar";
    for (int count = 2; !taken.add(key(name)); count++) {
      name = "lib/" + stem + "_" + count + ".jar";
    }
    return name;
  }

  /** Some file systems do not distinguish upper and lower case. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
