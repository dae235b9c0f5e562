package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.serve.reload.GoalThread;
import dev.chirp.internal.serve.reload.SourceErrors;
import dev.chirp.internal.serve.reload.SourceModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * A module that is edited while its functions are served: {@code javac} builds it again where that
 * is all that Maven would do, and Maven otherwise.
 *
 * @param thread where Maven may run
 * @param isRepeated whether the session is that of a {@link RepeatedBuild}, which ends with it
 */
record ModuleSources(
    LifecycleExecutor lifecycle,
    MavenSession session,
    MavenProject project,
    Compilation compilation,
    GoalThread thread,
    boolean isRepeated,
    Log log) {

  /**
   * Returns the module.
   *
   * @param runtimeClassPath {@code target/classes}, then the project's runtime dependencies
   */
  SourceModule of(List<Path> runtimeClassPath, SourceModule.Finder finder) {
    Path classes = runtimeClassPath.get(0);
    return new SourceModule(
        project.getArtifactId(),
        compilation.inputs(),
        classes,
        compileClassPath(classes),
        runtimeClassPath.subList(1, runtimeClassPath.size()),
        builder(),
        finder);
  }

  /**
   * Returns the class paths with other folders.
   *
   * @param from entries of the function's class path
   * @param to their replacements, in the same order
   */
  static ClassPaths replaced(ClassPaths classPaths, List<Path> from, List<Path> to) {
    Map<Path, Path> replacements = new HashMap<>();
    for (int i = 0; i < from.size(); i++) {
      replacements.put(from.get(i).toAbsolutePath(), to.get(i));
    }
    return classPaths.ofFunction(
        classPaths.function().stream()
            .map(entry -> replacements.getOrDefault(entry.toAbsolutePath(), entry))
            .toList());
  }

  private List<Path> compileClassPath(Path classes) {
    try {
      return project.getCompileClasspathElements().stream()
          .map(Path::of)
          .filter(entry -> !entry.equals(classes))
          .toList();
    } catch (DependencyResolutionRequiredException e) {
      throw ChirpException.execution(
          "The project's dependencies are not resolved: " + e.getMessage(), e);
    }
  }

  private SourceModule.Builder builder() {
    PlainBuild plain = new PlainBuild(lifecycle, session, project);
    if (plain.reason().isEmpty()) {
      return plain.builder();
    }
    if (isRepeated) {
      return SourceModule.Builder.NEEDS_MAVEN;
    }
    log.info(
        "After an edit, Maven builds module '%s', which takes longer than javac: %s."
            .formatted(project.getArtifactId(), plain.reason().get()));
    return (classPath, folder) -> buildByMaven(folder);
  }

  private void buildByMaven(Path folder) throws IOException, SourceErrors, InterruptedException {
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    try {
      thread.run(
          () -> {
            clean(project);
            session.setCurrentProject(project);
            compilation.compile();
            copy(classes, folder);
          });
    } catch (ChirpException e) {
      throw new SourceErrors(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void copy(Path classes, Path folder) {
    try {
      DirectoryTree.copy(classes, folder, file -> true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without it, the compiler plugin keeps classes that are newer than an edited source. */
  static void clean(MavenProject module) {
    try {
      DirectoryTree.delete(Path.of(module.getBuild().getOutputDirectory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
