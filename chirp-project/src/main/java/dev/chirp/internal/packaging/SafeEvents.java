package dev.chirp.internal.packaging;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.loop.WarmSnapshot;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.project.SafeFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The events that Chirp may send without being asked, because they change nothing. */
public record SafeEvents(ProjectFunctions functions, EventFiles files) {
  /** Returns the function's safe events: its default event first, then its named events. */
  List<byte[]> of(ProjectFunction function) {
    List<byte[]> all = new ArrayList<>();
    if (hasOwn(function)) {
      all.add(read(files.defaultFile(function.name())));
      for (String name : files.names(function.name())) {
        Path event = files.resolve(function.name(), name);
        if (new SafeFunctions(files).includes(function, event)) {
          all.add(read(event));
        }
      }
    }
    return all;
  }

  /**
   * Returns the events for warm-up, by name in the package: {@code
   * warm-up/<handler>/<function>.json}.
   */
  SortedMap<String, Path> warmUp() {
    SortedMap<String, Path> own = new TreeMap<>();
    for (ProjectFunction function : functions.all()) {
      if (hasOwn(function)) {
        own.put(
            "%s/%s/%s.json"
                .formatted(
                    WarmSnapshot.EVENTS,
                    HandlerLoader.eventFolder(function.handler()),
                    function.name()),
            files.defaultFile(function.name()));
      }
    }
    return own;
  }

  private boolean hasOwn(ProjectFunction function) {
    Path own = files.defaultFile(function.name());
    return Files.isRegularFile(own) && new SafeFunctions(files).includes(function, own);
  }

  private static byte[] read(Path event) {
    try {
      return Files.readAllBytes(event);
    } catch (IOException e) {
      throw ChirpException.execution("The event '" + event + "' cannot be read: " + e, e);
    }
  }
}
