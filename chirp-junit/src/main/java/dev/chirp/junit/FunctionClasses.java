package dev.chirp.junit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.local.FunctionName;
import dev.chirp.runtime.FunctionConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The functions among the compiled classes of a project. They are in folders of the class path,
 * because jars do not belong to the project itself.
 */
final class FunctionClasses {

  private static final String SUFFIX = ".class";

  private final Map<String, Class<? extends RequestStreamHandler>> byName = new TreeMap<>();

  FunctionClasses(ClassLoader loader) {
    try {
      for (URL root : Collections.list(loader.getResources(""))) {
        if (root.getProtocol().equals("file")) {
          addAll(Path.of(root.toURI()), loader);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The class of a function.
   *
   * @throws IllegalArgumentException if there is none
   */
  Class<? extends RequestStreamHandler> named(String function) {
    Class<? extends RequestStreamHandler> found = byName.get(function);
    if (found == null) {
      throw new IllegalArgumentException(
          "There is no function '%s' among the project's ApiFunctions and RequestStreamHandlers: %s."
              .formatted(function, byName.keySet()));
    }
    return found;
  }

  private void addAll(Path folder, ClassLoader loader) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(files::add);
    }
    for (Path file : files) {
      String path = folder.relativize(file).toString();
      String name = path.substring(0, path.length() - SUFFIX.length()).replaceAll("[/\\\\]", ".");
      if (!name.startsWith("META-INF") && !name.endsWith("-info")) {
        add(name, loader);
      }
    }
  }

  private void add(String name, ClassLoader loader) {
    try {
      Class<?> loaded = Class.forName(name, false, loader);
      if (RequestStreamHandler.class.isAssignableFrom(loaded)
          && Modifier.isPublic(loaded.getModifiers())
          && !Modifier.isAbstract(loaded.getModifiers())) {
        byName.putIfAbsent(functionName(loaded), loaded.asSubclass(RequestStreamHandler.class));
      }
    } catch (ClassNotFoundException | LinkageError ignored) {
      // A class that cannot be loaded cannot be invoked here.
    }
  }

  private static String functionName(Class<?> type) {
    FunctionConfiguration own = type.getAnnotation(FunctionConfiguration.class);
    return own == null || own.name().isEmpty()
        ? FunctionName.fromClassName(type.getSimpleName())
        : own.name();
  }
}
