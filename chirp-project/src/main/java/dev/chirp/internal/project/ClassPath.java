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
 * Reads class files of the project and, only where a parent class or a handler of the POM leads
 * there, of its dependencies.
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

  /** Every class of the project, sorted by name. */
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

  /** A class by its Java name; empty for the JDK's and for one that is nowhere. */
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
   * Whether a class that is not on the class path is missing: it is not of the JDK, and not of
   * Lambda's core library, which Lambda has itself.
   */
  static boolean isOfNoPlatform(String name) {
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
      return false; // classes for other releases of Java stand there again
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
      throw ChirpException.execution("'" + path + "' cannot stand on a class path.", e);
    }
  }
}
