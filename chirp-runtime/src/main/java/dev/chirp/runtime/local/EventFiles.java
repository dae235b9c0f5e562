package dev.chirp.runtime.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the events of a project's functions are: {@code server_status.json} is the event of
 * function {@code server_status}, and {@code server_status/404.json} its event named {@code 404}.
 *
 * <p>Immutable, hence thread-safe.
 */
public final class EventFiles {

  /** The folder of the event files, as seen from the project's base directory. */
  public static final Path FOLDER = Path.of("src", "test", "event");

  private static final String SUFFIX = ".json";

  private final Path folder;

  private EventFiles(Path folder) {
    this.folder = folder;
  }

  /** The event files of the project whose base directory this is. */
  public static EventFiles ofProject(Path baseDirectory) {
    return new EventFiles(baseDirectory.resolve(FOLDER).normalize());
  }

  /** The event files in a folder of one's own choice. */
  public static EventFiles in(Path folder) {
    return new EventFiles(folder.normalize());
  }

  /** The folder that all event files are below. */
  public Path folder() {
    return folder;
  }

  /** Where the function's own event is, or would be: {@code <function>.json}. */
  public Path defaultFile(String function) {
    return folder.resolve(valid(function) + SUFFIX);
  }

  /** The names of the function's further events, sorted; none when it has no such folder. */
  public List<String> names(String function) {
    Path named = folder.resolve(valid(function));
    return jsonFiles(named, Integer.MAX_VALUE).stream()
        .map(file -> named.relativize(file).toString().replace('\\', '/'))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * The function's own event.
   *
   * @throws LocalInvocationException when there is no such file
   */
  public Path resolve(String function) {
    Path file = defaultFile(function);
    if (Files.isRegularFile(file)) {
      return file;
    }
    String problem = "Event file '" + file + "' does not exist.";
    List<String> names = names(function);
    if (names.isEmpty()) {
      throw new LocalInvocationException(problem + filesIn(folder), creation(file));
    }
    throw new LocalInvocationException(
        problem + listing(function, names), command(function, names));
  }

  /**
   * The function's event of that name: {@code 404} is {@code <function>/404.json}.
   *
   * @throws LocalInvocationException when there is no such file, or the name leads out of the
   *     function's folder
   */
  public Path resolve(String function, String name) {
    Path named = folder.resolve(valid(function));
    List<String> names = names(function);
    Path file =
        below(named, name)
            .orElseThrow(
                () ->
                    new LocalInvocationException(
                        "Event name '" + name + "' leads out of '" + named + "'.",
                        command(function, names)));
    if (Files.isRegularFile(file)) {
      return file;
    }
    String problem = "Event file '" + file + "' does not exist.";
    if (names.isEmpty()) {
      throw new LocalInvocationException(
          problem + " '" + function + "' has no named events.", creation(file));
    }
    throw new LocalInvocationException(
        problem + listing(function, names), command(function, names));
  }

  /** The event in a file, which is checked to be JSON. */
  static byte[] read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LocalInvocationException(
          "Event file '" + file + "' does not exist." + filesIn(parentOf(file)), creation(file));
    }
    byte[] event = bytes(file);
    Json.problem(event)
        .ifPresent(
            problem -> {
              throw new LocalInvocationException(
                  "Event file '" + file + "' cannot be used. " + problem, "jq . '" + file + "'");
            });
    return event;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new LocalInvocationException(
          "Event file '" + file + "' cannot be read.", "ls -l '" + file + "'", e);
    }
  }

  /** A sentence about what a reader who mistyped a path may have meant; begins with a space. */
  private static String filesIn(Path folder) {
    List<Path> files = jsonFiles(folder, 1);
    if (files.isEmpty()) {
      return " No event files in '" + folder + "'.";
    }
    return files.stream()
        .map(file -> folder.relativize(file).toString())
        .collect(Collectors.joining(", ", " Files there: ", "."));
  }

  private static List<Path> jsonFiles(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LocalInvocationException(
          "Event folder '" + folder + "' cannot be read.", "ls -lR '" + folder + "'", e);
    }
  }

  private static Optional<Path> below(Path folder, String name) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.resolve(name + SUFFIX).normalize())
          .filter(file -> file.startsWith(folder));
    } catch (InvalidPathException ignored) {
      // What is no path at all is not below the folder either.
      return Optional.empty();
    }
  }

  private static String valid(String function) {
    if (FunctionName.isValid(function)) {
      return function;
    }
    throw new LocalInvocationException(
        "'" + function + "' is no function name: letters, digits, - and _ only, at most 64.", "");
  }

  private static String listing(String function, List<String> names) {
    return " Events of '" + function + "': " + String.join(", ", names) + ".";
  }

  private static String command(String function, List<String> names) {
    String command = "mvn chirp:invoke -Dfunction=" + function;
    return names.isEmpty() ? command : command + " -Devent=" + names.get(0);
  }

  private static String creation(Path file) {
    return "mkdir -p '" + parentOf(file) + "' && echo '{}' > '" + file + "'";
  }

  private static Path parentOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of(".") : parent;
  }
}
