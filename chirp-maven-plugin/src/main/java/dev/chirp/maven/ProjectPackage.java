package dev.chirp.maven;

import dev.chirp.core.CodePackage;
import dev.chirp.core.Progress;
import dev.chirp.core.Time;
import dev.chirp.pack.Library;
import dev.chirp.pack.Packager;
import dev.chirp.project.LambdaRuntime;
import dev.chirp.project.ProjectFunction;
import dev.chirp.project.ProjectFunctions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/**
 * The code package of one project, and the runtime that it is for.
 *
 * @param modules those of the same build
 * @param runtimeClassPath {@code target/classes}, then the runtime dependencies
 */
record ProjectPackage(
    MavenProject project,
    Modules modules,
    List<Path> runtimeClassPath,
    LambdaRuntime runtime,
    Set<String> allowed,
    Progress progress) {

  /**
   * The runtime that is asked for, else the oldest managed one that runs the functions' classes;
   * says what is to be said of it.
   */
  static LambdaRuntime runtime(
      Optional<String> asked, ProjectFunctions functions, Progress progress) {
    int release =
        functions.all().stream()
            .mapToInt(ProjectFunction::release)
            .max()
            .orElseThrow(functions::none);
    LambdaRuntime runtime =
        asked.map(LambdaRuntime::of).orElseGet(() -> LambdaRuntime.running(release));
    runtime
        .warnings(LocalDate.ofInstant(Time.SYSTEM.now(), ZoneOffset.UTC))
        .forEach(progress::warn);
    return runtime;
  }

  /** Writes {@code target/chirp/<artifactId>.zip}. */
  CodePackage make(Libraries lazily) {
    lazily.addPackaging(); // before the first class that needs it is loaded
    Path build = Path.of(project.getBuild().getDirectory());
    Path zip = build.resolve("chirp").resolve(project.getArtifactId() + ".zip");
    Path classes = AbstractFunctionsMojo.fromHere(runtimeClassPath.get(0));
    return new Packager(classes, dependencies(), runtime, allowed, progress)
        .writeTo(AbstractFunctionsMojo.fromHere(zip));
  }

  /** In the order of the class path. */
  List<Library> dependencies() {
    Map<Path, Artifact> artifacts = new HashMap<>();
    for (Artifact artifact : project.getArtifacts()) {
      Optional.ofNullable(artifact.getFile())
          .map(File::toPath)
          .ifPresent(file -> artifacts.put(file, artifact));
    }
    return runtimeClassPath.stream()
        .skip(1)
        .map(
            path ->
                Optional.ofNullable(artifacts.get(path))
                    .map(artifact -> library(artifact, path))
                    .orElseGet(() -> new Library(path.getFileName().toString(), path, false)))
        .toList();
  }

  /**
   * What the build makes itself is a folder or a jar of any name, as far as the build went, and is
   * called the same either way.
   */
  private Library library(Artifact artifact, Path path) {
    boolean own = modules.make(artifact);
    String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
    String name =
        own || Files.isDirectory(path)
            ? artifact.getArtifactId() + "-" + artifact.getBaseVersion() + classifier + ".jar"
            : path.getFileName().toString();
    return new Library(name, own ? AbstractFunctionsMojo.fromHere(path) : path, own);
  }
}
