package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.project.ProjectFunction;
import dev.chirp.project.ProjectFunctions;
import dev.chirp.project.SafeFunctions;
import dev.chirp.runtime.local.EventFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The events that functions may be given unasked, because that changes nothing. */
record SafeEvents(ProjectFunctions functions, EventFiles files) {
  private static final String WARM_UP = "warm-up";

  /** The function's own event, then those with names; none of one that is not safe. */
  List<byte[]> of(ProjectFunction function) {
    List<byte[]> all = new ArrayList<>();
    if (hasOwn(function)) {
      all.add(read(files.defaultFile(function.name())));
      for (String name : files.names(function.name())) {
        all.add(read(files.resolve(function.name(), name)));
      }
    }
    return all;
  }

  /**
   * What functions are warmed up with, by its name in the package: {@code warm-up/<class of the
   * handler>/<function>.json}.
   */
  SortedMap<String, Path> warmUp() {
    SortedMap<String, Path> own = new TreeMap<>();
    for (ProjectFunction function : functions.all()) {
      if (hasOwn(function)) {
        own.put(
            "%s/%s/%s.json".formatted(WARM_UP, function.className(), function.name()),
            files.defaultFile(function.name()));
      }
    }
    return own;
  }

  private boolean hasOwn(ProjectFunction function) {
    return new SafeFunctions(files).includes(function).value()
        && Files.isRegularFile(files.defaultFile(function.name()));
  }

  private static byte[] read(Path event) {
    try {
      return Files.readAllBytes(event);
    } catch (IOException e) {
      throw ChirpException.execution("The event '" + event + "' cannot be read: " + e, e);
    }
  }
}
