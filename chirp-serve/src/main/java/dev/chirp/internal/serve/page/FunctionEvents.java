package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.route.PercentEncoding;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.runtime.LocalInvocationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The event files of a function: its own, which has no name here, and its named ones. */
record FunctionEvents(ServedFunction function) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Finds the function by its name without the prefix. */
  static FunctionEvents of(String name, List<ServedFunction> functions) throws PageRefusal {
    return functions.stream()
        .filter(each -> each.function().name().equals(name))
        .findFirst()
        .map(FunctionEvents::new)
        .orElseThrow(() -> new PageRefusal(404, "No function has the name '%s'.".formatted(name)));
  }

  /** The names of the function's event files; the first is empty if it has its own. */
  static List<String> names(ServedFunction served) {
    String name = served.function().name();
    List<String> names = new ArrayList<>();
    if (Files.isRegularFile(served.events().defaultFile(name))) {
      names.add("");
    }
    names.addAll(served.events().names(name));
    return names;
  }

  /** Reads an event file. */
  String read(String event) throws PageRefusal {
    EventFiles files = function.events();
    String name = function.function().name();
    try {
      Path file = event.isEmpty() ? files.resolve(name) : files.resolve(name, event);
      return new String(EventFiles.read(file), StandardCharsets.UTF_8);
    } catch (LocalInvocationException e) {
      throw new PageRefusal(404, e.problem());
    }
  }

  /**
   * Writes a named event file.
   *
   * @param overwrites an older file of that name
   * @return the file
   */
  Path write(String event, String text, boolean overwrites) throws PageRefusal {
    if (!NAME.matcher(event).matches()) {
      throw new PageRefusal(
          400,
          "An event's name has letters, digits and . _ - only, at most 64: '%s'.".formatted(event));
    }
    Path folder = function.events().folder().resolve(function.function().name());
    Path file = folder.resolve(event + ".json");
    try {
      Files.createDirectories(folder);
      if (!folder.toRealPath().startsWith(function.events().folder().toRealPath())) {
        throw new PageRefusal(
            400, "A link leads out of '%s'.".formatted(function.events().folder()));
      }
      Set<OpenOption> options =
          overwrites
              ? Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS)
              : Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return Files.writeString(file, text, options.toArray(OpenOption[]::new));
    } catch (FileAlreadyExistsException e) {
      throw new PageRefusal(409, "'%s' exists already.".formatted(file));
    } catch (IOException e) {
      throw new PageRefusal(500, "'%s' cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  /** The decoded value of a parameter in a request's query; empty without one. */
  static String parameter(IncomingRequest request, String name) {
    for (String pair : request.rawQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return PercentEncoding.decodeQuery(pair.substring(name.length() + 1));
      }
    }
    return "";
  }
}
