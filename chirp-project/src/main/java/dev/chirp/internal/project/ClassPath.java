package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The class files of the project. Dependencies are read only if a parent class or a handler in the
 * POM is there.
 */
final class ClassPath implements AutoCloseable {
  private static final String LAMBDA_CORE = "com.amazonaws.services.lambda.runtime.";

  private final Path classesDirectory;
  private final URLClassLoader dependencies;
  private final Map<String, Optional<CompiledClass>> read = new HashMap<>();

  ClassPath(Path classesDirectory, List<Path> dependencies) {
    this.classesDirectory = classesDirectory;
    this.dependencies =
        new URLClassLoader(dependencies.stream().map(ClassPath::url).toArray(URL[]::new), null);
  }

  /** Returns all classes of the project, sorted by name. */
  List<CompiledClass> projectClasses() {
    if (!Files.isDirectory(classesDirectory)) {
      return List.of();
    }
    List<CompiledClass> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classesDirectory)) {
      for (Path file : (Iterable<Path>) files.filter(this::holdsAClass).sorted()::iterator) {
        try (InputStream classFile = Files.newInputStream(file)) {
          CompiledClass compiled = CompiledClass.read(classFile);
          classes.add(compiled);
          read.put(compiled.name(), Optional.of(compiled));
        } catch (IndexOutOfBoundsException e) {
          throw ChirpException.project("Class file '" + file + "' is damaged.", e)
              .withSuggestion("mvn clean compile");
        }
      }
    } catch (IOException e) {
      throw ChirpException.execution(
          "The classes in '" + classesDirectory + "' could not be read: " + e, e);
    }
    return classes;
  }

  /** Finds a class by its Java name. Empty for JDK classes and missing ones. */
  Optional<CompiledClass> find(String name) {
    Optional<CompiledClass> known = read.get(name);
    if (known != null) {
      return known;
    }
    Optional<CompiledClass> found =
        name.startsWith("java.") ? Optional.empty() : readDependency(name);
    read.put(name, found);
    return found;
  }

  /**
   * Returns whether the platform does not provide this class: neither the JDK nor Lambda's core
   * library has it.
   */
  static boolean isNotInPlatform(String name) {
    return !name.startsWith("java.")
        && !name.startsWith(LAMBDA_CORE)
        && ClassLoader.getPlatformClassLoader().getResource(name.replace('.', '/') + ".class")
            == null;
  }

  private Optional<CompiledClass> readDependency(String name) {
    try (InputStream classFile =
        dependencies.getResourceAsStream(name.replace('.', '/') + ".class")) {
      return classFile == null ? Optional.empty() : Optional.of(CompiledClass.read(classFile));
    } catch (IOException | IndexOutOfBoundsException e) {
      throw ChirpException.execution(
          "Class " + name + " in a dependency could not be read: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      dependencies.close();
    } catch (IOException e) {
      throw ChirpException.execution("The project's dependencies could not be closed: " + e, e);
    }
  }

  private boolean holdsAClass(Path file) {
    if (file.startsWith(classesDirectory.resolve("META-INF"))) {
      return false; // copies of classes for other Java releases
    }
    String name = file.getFileName().toString();
    return name.endsWith(".class")
        && !name.equals("module-info.class")
        && !name.equals("package-info.class");
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw ChirpException.execution("'" + path + "' cannot be on a class path.", e);
    }
  }
}
