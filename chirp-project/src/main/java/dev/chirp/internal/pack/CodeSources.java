package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All code sources of one zip.
 *
 * @param root the project's own classes and resources
 * @param bundled jars in {@code lib/} among the resources, which are in the zip already
 * @param libraries dependencies that become jars in {@code lib/}
 */
record CodeSources(CodeSource root, List<CodeSource> bundled, List<CodeSource> libraries) {
  private static final Pattern BUNDLED = Pattern.compile("lib/[^/]+\\.jar");

  static CodeSources of(Path classes, Map<String, Path> files, List<Library> libraries) {
    CodeSource root = new CodeSource("", classes, true, new Folder(classes).filesAnd(files));
    List<CodeSource> bundled =
        root.files().stream()
            .filter(item -> isBundled(item.name()))
            .map(item -> new CodeSource(item.name(), item.file(), false, List.of()))
            .toList();
    return new CodeSources(root, bundled, sorted(places(root.files(), libraries).stream()));
  }

  /** Returns whether Lambda loads classes from the file with this name in a zip. */
  static boolean isBundled(String name) {
    return BUNDLED.matcher(name).matches();
  }

  /** Returns the code sources in Lambda's search order: the root, then the jars by name. */
  List<CodeSource> inLambdasOrder() {
    List<CodeSource> all = new ArrayList<>(List.of(root));
    all.addAll(sorted(Stream.concat(bundled.stream(), libraries.stream())));
    return all;
  }

  private static List<CodeSource> sorted(Stream<CodeSource> places) {
    return places.sorted((a, b) -> Item.BY_BYTES.compare(a.name(), b.name())).toList();
  }

  private static List<CodeSource> places(List<Item> own, List<Library> libraries) {
    LibraryNames names = new LibraryNames(own);
    List<CodeSource> places = new ArrayList<>();
    for (Library library : libraries) {
      if (Files.exists(library.path())) {
        places.add(CodeSource.of(names.next(library.fileName()), library.path(), library.own()));
      } else if (library.path().toString().endsWith(".jar")) {
        throw ChirpException.project("The dependency '" + library.path() + "' does not exist.");
      } // otherwise a module of this build without classes
    }
    return places;
  }

  /** Gives each library a unique name under {@code lib/}. */
  static final class LibraryNames {
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
}
