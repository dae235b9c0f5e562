package dev.chirp.internal.maven;

import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.pack.Library;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/**
 * Names the runtime dependencies of one project for the zip.
 *
 * @param build all modules of the same build
 */
record ProjectLibraries(MavenProject project, List<MavenProject> build) {

  /** The libraries of the class path, in its order. */
  List<Library> of(List<Path> classPath) {
    Map<Path, Artifact> artifacts = new HashMap<>();
    for (Artifact artifact : project.getArtifacts()) {
      Optional.ofNullable(artifact.getFile())
          .map(File::toPath)
          .ifPresent(file -> artifacts.put(file, artifact));
    }
    return classPath.stream()
        .map(
            path ->
                Optional.ofNullable(artifacts.get(path))
                    .map(artifact -> library(artifact, path))
                    .orElseGet(() -> library(path.getFileName().toString(), path, false)))
        .toList();
  }

  /**
   * A module of the same build is named by its coordinates, whether it is a folder or a jar with a
   * {@code <finalName>}.
   */
  private Library library(Artifact artifact, Path path) {
    boolean own = build.stream().anyMatch(module -> isMadeBy(module, artifact));
    String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
    return library(
        own || artifact.getFile().isDirectory()
            ? artifact.getArtifactId() + "-" + artifact.getBaseVersion() + classifier + ".jar"
            : path.getFileName().toString(),
        path,
        own);
  }

  private static Library library(String fileName, Path path, boolean own) {
    return new Library(fileName, WorkingDirectory.relativize(path), own);
  }

  private static boolean isMadeBy(MavenProject module, Artifact artifact) {
    return module.getGroupId().equals(artifact.getGroupId())
        && module.getArtifactId().equals(artifact.getArtifactId())
        && module.getVersion().equals(artifact.getBaseVersion());
  }
}
