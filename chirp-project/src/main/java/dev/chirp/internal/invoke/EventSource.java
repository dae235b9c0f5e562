package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.runtime.LocalInvocationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The source of a run's event: the text of {@code -Dpayload}, the value of {@code -Devent} (a name,
 * a path that ends with {@code .json}, or {@code -} for stdin), or the function's own event file.
 */
public record EventSource(
    EventFiles files,
    Path baseDirectory,
    Optional<String> event,
    Optional<String> payload,
    InputStream stdin) {

  /** Returns the functions' own event files, for a caller that names no other event. */
  public static EventSource of(EventFiles files) {
    return new EventSource(
        files, Path.of(""), Optional.empty(), Optional.empty(), InputStream.nullInputStream());
  }

  /** Reads the event for the function. */
  public NamedEvent read(String function) {
    if (payload.isPresent() && event.isPresent()) {
      throw ChirpException.project(
          "Both -Devent and -Dpayload are given, but a function takes one event.");
    }
    if (event.isPresent() && event.get().isBlank()) {
      throw ChirpException.project("-Devent is empty.");
    }
    if (payload.isPresent()) {
      return new NamedEvent(
          "The event from -Dpayload", payload.get().getBytes(StandardCharsets.UTF_8));
    }
    if (event.isPresent() && event.get().equals("-")) {
      return readStdin();
    }
    try {
      return readFile(file(function));
    } catch (LocalInvocationException e) {
      ChirpException failure = ChirpException.project(e.problem());
      throw e.suggestion().map(failure::withSuggestion).orElse(failure);
    }
  }

  private Path file(String function) {
    if (event.isEmpty()) {
      return files.resolve(function);
    }
    return event.get().endsWith(".json")
        ? path(function, event.get())
        : files.resolve(function, event.get());
  }

  /**
   * Resolves a path as the shell would, from Maven's working directory, otherwise from the module.
   */
  private Path path(String function, String name) {
    try {
      for (Path file : List.of(Path.of(name), baseDirectory.resolve(name))) {
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    } catch (InvalidPathException ignored) {
      // an invalid path cannot be a file
    }
    throw noFile(function, name);
  }

  private ChirpException noFile(String function, String name) {
    List<String> names = files.names(function);
    String there =
        names.isEmpty() ? "" : " Events of '%s': %s.".formatted(function, String.join(", ", names));
    ChirpException failure =
        ChirpException.project(
            "Event file '%s' does not exist (from -Devent).%s".formatted(name, there));
    if (names.isEmpty()) {
      return failure.withSuggestion("mvn chirp:list");
    }
    String stem = name.substring(0, name.length() - ".json".length());
    return failure.withSuggestion(
        "mvn chirp:invoke -Dfunction="
            + function
            + " -Devent="
            + (names.contains(stem) ? stem : names.get(0)));
  }

  private static NamedEvent readFile(Path file) {
    try {
      return new NamedEvent("Event file '" + file + "'", Files.readAllBytes(file));
    } catch (IOException e) {
      throw ChirpException.execution("Event file '" + file + "' cannot be read: " + e, e);
    }
  }

  private NamedEvent readStdin() {
    try {
      return new NamedEvent("The event from stdin", stdin.readAllBytes());
    } catch (IOException e) {
      throw ChirpException.execution("The event could not be read from stdin: " + e, e);
    }
  }
}
