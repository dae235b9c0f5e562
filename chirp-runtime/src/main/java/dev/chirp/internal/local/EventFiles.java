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
 * The event files of a project: {@code server_status.json} is the event of function {@code
 * server_status}, and {@code server_status/404.json} its event named {@code 404}.
 *
 * <p>Immutable and thread-safe.
 */
public final class EventFiles {

  /** The folder of the event files, relative to the project's base directory. */
  public static final Path FOLDER = Path.of("src", "test", "event");

  private static final String SUFFIX = ".json";

  private final Path folder;

  private EventFiles(Path folder) {
    this.folder = folder.normalize();
  }

  /** The event files of the project with this base directory. */
  public static EventFiles ofProject(Path baseDirectory) {
    return new EventFiles(baseDirectory.resolve(FOLDER));
  }

  /** The event files in any folder. */
  public static EventFiles in(Path folder) {
    return new EventFiles(folder);
  }

  /** The folder of all event files. */
  public Path folder() {
    return folder;
  }

  /** The path of the function's own event, {@code <function>.json}. The file may be missing. */
  public Path defaultFile(String function) {
    return folder.resolve(valid(function) + SUFFIX);
  }

  /** The names of the function's named events, sorted; empty if there are none. */
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
   * @throws LocalInvocationException if the file is missing
   */
  public Path resolve(String function) {
    Path file = defaultFile(function);
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw missing(file, function, filesIn(folder));
  }

  /**
   * The function's event with that name: {@code 404} is {@code <function>/404.json}.
   *
   * @throws LocalInvocationException if the file is missing, or the name leads out of the
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

  /** True if a link leads from the file to a place outside of the event folder. */
  private boolean isLinkOut(Path file) {
    try {
      return Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  /** The content of an event file, checked to be JSON. */
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

  /** The file with that name, or the folder itself if the name is not a valid path. */
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

  /** A sentence with the files that the user may have meant. It begins with a space. */
  private static String filesIn(Path folder) {
    List<String> files = jsonFiles(folder, false);
    return files.isEmpty()
        ? " No event files in '" + folder + "'."
        : " Files there: " + String.join(", ", files) + ".";
  }

  /** The files relative to the folder, sorted; empty if there is no such folder. */
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
