package dev.chirp.internal.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The code sources of a zip as jars in a folder. Each jar has the time that it will have when the
 * zip is unzipped in Lambda's time zone, UTC, because an AOT cache records the times of its jars.
 */
record Layout(Path folder) {
  private static final String CLASSES = "classes.jar";
  private static final String LIBRARIES = "lib";
  private static final FileTime TIME = FileTime.from(ZipWriter.TIME.toInstant(ZoneOffset.UTC));

  /** Writes the jars, without some files, and returns the class path. */
  List<String> write(CodeSources places, Set<String> but) throws IOException {
    Path libraries = Files.createDirectories(folder.resolve(LIBRARIES));
    clear(libraries);
    List<Item> own =
        places.root().files().stream()
            .filter(item -> !isBundled(item, places) && !but.contains(item.name()))
            .toList();
    ZipWriter.write(folder.resolve(CLASSES), own);
    Files.setLastModifiedTime(folder.resolve(CLASSES), TIME);
    List<String> classPath = new ArrayList<>();
    for (CodeSource place : places.inLambdasOrder()) {
      if (place.isRoot()) {
        classPath.add(CLASSES);
      } else {
        copy(place, folder.resolve(place.name()));
        classPath.add(place.name());
      }
    }
    return classPath;
  }

  private static boolean isBundled(Item item, CodeSources places) {
    return places.bundled().stream().anyMatch(place -> place.name().equals(item.name()));
  }

  private static void copy(CodeSource place, Path jar) throws IOException {
    if (place.isFolder()) {
      ZipWriter.write(jar, place.files());
    } else {
      Files.copy(place.path(), jar, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setLastModifiedTime(jar, TIME);
  }

  private static void clear(Path libraries) throws IOException {
    try (Stream<Path> old = Files.list(libraries)) {
      for (Path jar : (Iterable<Path>) old::iterator) {
        Files.delete(jar);
      }
    }
  }
}
