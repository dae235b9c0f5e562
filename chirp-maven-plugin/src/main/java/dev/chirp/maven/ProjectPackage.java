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
 * @param runtimeClassPath {@code target/classes}, then the runtime dependencies
 */
record ProjectPackage(
    MavenProject project,
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
    return new Packager(runtimeClassPath.get(0), libraries(), runtime, allowed, progress)
        .writeTo(AbstractFunctionsMojo.fromHere(zip));
  }

  private List<Library> libraries() {
    Map<Path, String> names = new HashMap<>();
    for (Artifact artifact : project.getArtifacts()) {
      Optional.ofNullable(artifact.getFile())
          .map(File::toPath)
          .ifPresent(file -> names.put(file, jarName(artifact)));
    }
    return runtimeClassPath.stream()
        .skip(1)
        .map(path -> new Library(names.getOrDefault(path, path.getFileName().toString()), path))
        .toList();
  }

  /** A module that is not packaged yet is a folder, which says nothing of its name. */
  private static String jarName(Artifact artifact) {
    String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
    return artifact.getFile().isDirectory()
        ? artifact.getArtifactId() + "-" + artifact.getBaseVersion() + classifier + ".jar"
        : artifact.getFile().getName();
  }
}
