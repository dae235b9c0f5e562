package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes where in the zip.
 *
 * @param root the project's own files
 * @param dependencies under {@code lib/}, in the order in which Lambda loads them
 */
record Layout(Place root, List<Place> dependencies) {
  private static final String LIB = "lib/";

  static Layout of(Path classes, List<Library> libraries) {
    Place root = Place.root(classes);
    List<Item> own = root.files().orElseThrow();
    LibraryNames names = new LibraryNames(own);
    List<Place> places = new ArrayList<>();
    for (Library library : libraries) {
      if (Files.exists(library.path())) {
        places.add(Place.inLib(names.next(library.fileName()), library.path(), library.own()));
      } else if (library.path().toString().endsWith(".jar")) {
        throw ChirpException.project("The dependency '" + library.path() + "' does not exist.");
      } // else a module of the same build that has no classes
    }
    places.sort(inLambdasOrder());
    own.stream()
        .filter(item -> item.name().equals("lib") && !places.isEmpty())
        .findFirst()
        .ifPresent(
            item -> {
              throw ChirpException.project(
                  "'" + item.file() + "' is a file, and the dependencies need a folder 'lib'.");
            });
    return new Layout(root, places);
  }

  /** Lambda loads the jars by their names in Unicode's order. */
  private static Comparator<Place> inLambdasOrder() {
    return (a, b) -> Item.BY_BYTES.compare(a.name(), b.name());
  }

  List<Item> own() {
    return root.files().orElseThrow();
  }

  /** In the order in which Lambda searches them, with the jars that the project brings itself. */
  List<Place> places() {
    Stream<Place> brought =
        own().stream()
            .filter(item -> isInLib(item.name()))
            .map(item -> Place.inLib(item.name(), item.file(), false));
    Stream<Place> lib = Stream.concat(brought, dependencies.stream()).sorted(inLambdasOrder());
    return Stream.concat(Stream.of(root), lib).toList();
  }

  private static boolean isInLib(String name) {
    return name.startsWith(LIB) && name.endsWith(".jar") && name.indexOf('/', LIB.length()) < 0;
  }
}
