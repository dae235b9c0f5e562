package dev.chirp.internal.serve.reload;

import dev.chirp.internal.serve.code.ServedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A module of the project, what its classes are made from, and how.
 *
 * @param name the artifact id
 * @param inputs folders and files that the builder reads: sources, resources
 * @param classes {@code target/classes}
 * @param compileClassPath for the builder; it may contain other modules' classes
 * @param runtimeClassPath without the module's own classes; it may contain other modules' classes
 */
public record SourceModule(
    String name,
    List<Path> inputs,
    Path classes,
    List<Path> compileClassPath,
    List<Path> runtimeClassPath,
    Builder builder,
    Finder finder) {
  public SourceModule {
    inputs = List.copyOf(inputs);
    compileClassPath = List.copyOf(compileClassPath);
    runtimeClassPath = List.copyOf(runtimeClassPath);
  }

  /** Builds the classes and resources of a module. */
  @FunctionalInterface
  public interface Builder {
    /** Stands for a build of the whole project by Maven, which alone can build the module. */
    Builder NEEDS_MAVEN =
        (classPath, folder) -> {
          throw new IllegalStateException("only Maven can build it");
        };

    /**
     * Builds the module.
     *
     * @param classPath for the compiler, with the newest classes of other modules
     * @param folder an empty folder for the result
     * @throws SourceErrors if the compiler rejects the sources
     */
    void build(List<Path> classPath, Path folder)
        throws IOException, SourceErrors, InterruptedException;
  }

  /** Finds the functions in a module's classes. */
  @FunctionalInterface
  public interface Finder {
    /**
     * Returns the functions.
     *
     * @param classPath that they start with: the module's classes, then the libraries
     */
    List<ServedFunction> find(List<Path> classPath);
  }

  boolean isAffectedBy(Collection<Path> changes) {
    return changes.stream()
        .anyMatch(
            change ->
                inputs.stream().anyMatch(change::startsWith)
                    || compileClassPath.stream().anyMatch(change::startsWith)
                    || runtimeClassPath.stream().anyMatch(change::startsWith));
  }

  boolean uses(SourceModule other) {
    return compileClassPath.contains(other.classes) || runtimeClassPath.contains(other.classes);
  }

  /** Returns what is looked at for changes: the inputs and the jars. */
  Collection<Path> watched(Collection<Path> classesOfModules) {
    List<Path> watched = new ArrayList<>(inputs);
    watched.addAll(compileClassPath);
    watched.addAll(runtimeClassPath);
    watched.removeAll(classesOfModules);
    return watched;
  }
}
