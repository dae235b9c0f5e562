package dev.chirp.internal.local;

import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.JsonReader;
import dev.chirp.runtime.LocalInvocationException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    this.folder = folder.normalize();
  }

  /** The event files of the project whose base directory this is. */
  public static EventFiles ofProject(Path baseDirectory) {
    return new EventFiles(baseDirectory.resolve(FOLDER));
  }

  /** The event files in a folder of one's own choice. */
  public static EventFiles in(Path folder) {
    return new EventFiles(folder);
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
    List<String> names = new ArrayList<>();
    for (String file : jsonFiles(folder.resolve(valid(function)), true)) {
      names.add(file.substring(0, file.length() - SUFFIX.length()).replace('\\', '/'));
    }
    return Collections.unmodifiableList(names);
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
    throw missing(file, function, filesIn(folder));
  }

  /**
   * The function's event of that name: {@code 404} is {@code <function>/404.json}.
   *
   * @throws LocalInvocationException when there is no such file, or the name leads out of the
   *     function's folder
   */
  public Path resolve(String function, String name) {
    Path named = folder.resolve(valid(function));
    Path file = file(named, name);
    if (name.isBlank() || !file.startsWith(named) || file.equals(named) || isLinkOut(file)) {
      throw new LocalInvocationException(
          "Event name '" + name + "' leads out of '" + named + "'.",
          command(function, names(function)));
    }
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw missing(file, function, " '" + function + "' has no named events.");
  }

  /** Whether a link leads from the file to a place that is not below the folder of all events. */
  private boolean isLinkOut(Path file) {
    try {
      return Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  /** The event in a file, which is checked to be JSON. */
  public static byte[] read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LocalInvocationException(
          doesNotExist(file) + filesIn(parentOf(file)), creation(file));
    }
    try {
      byte[] event = Files.readAllBytes(file);
      JsonReader.check("The event", event);
      return event;
    } catch (IOException e) {
      throw new LocalInvocationException(
          "Event file '" + file + "' cannot be read.", "ls -l '" + file + "'", e);
    } catch (JsonException e) {
      throw new LocalInvocationException(
          "Event file '" + file + "' cannot be used. " + e.getMessage() + ".",
          "jq . '" + file + "'");
    }
  }

  /** What is no path at all is not below the folder either: then this is the folder. */
  private static Path file(Path folder, String name) {
    try {
      return folder.resolve(name + SUFFIX).normalize();
    } catch (InvalidPathException ignored) {
      return folder;
    }
  }

  private LocalInvocationException missing(Path file, String function, String withoutNames) {
    List<String> names = names(function);
    return names.isEmpty()
        ? new LocalInvocationException(doesNotExist(file) + withoutNames, creation(file))
        : new LocalInvocationException(
            doesNotExist(file)
                + (" Events of '" + function + "': " + String.join(", ", names) + "."),
            command(function, names));
  }

  private static String doesNotExist(Path file) {
    return "Event file '" + file + "' does not exist.";
  }

  /** A sentence about what a reader who mistyped a path may have meant; begins with a space. */
  private static String filesIn(Path folder) {
    List<String> files = jsonFiles(folder, false);
    return files.isEmpty()
        ? " No event files in '" + folder + "'."
        : " Files there: " + String.join(", ", files) + ".";
  }

  /** The files as seen from the folder, sorted; none when there is no such folder. */
  private static List<String> jsonFiles(Path folder, boolean deep) {
    List<Path> files = new ArrayList<>();
    try {
      if (Files.isDirectory(folder)) {
        collect(folder, deep, files);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new LocalInvocationException(
          "Event folder '" + folder + "' cannot be read.", "ls -lR '" + folder + "'", e);
    }
    Collections.sort(files);
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      names.add(folder.relativize(file).toString());
    }
    return names;
  }

  private static void collect(Path folder, boolean deep, List<Path> files) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (deep && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          collect(entry, true, files);
        } else if (entry.toString().endsWith(SUFFIX) && Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    }
  }

  private static String valid(String function) {
    if (!FunctionName.isValid(function)) {
      throw new LocalInvocationException(FunctionName.problem(function), "");
    }
    return function;
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
