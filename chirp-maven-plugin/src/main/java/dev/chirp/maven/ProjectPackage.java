package dev.chirp.maven;

import dev.chirp.core.CodePackage;
import dev.chirp.core.Progress;
import dev.chirp.core.Time;
import dev.chirp.pack.Library;
import dev.chirp.pack.Packager;
import dev.chirp.project.LambdaRuntime;
import dev.chirp.project.ProjectFunction;
import dev.chirp.project.ProjectFunctions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.project.MavenProject;

/**
 * The code package of one project, and the runtime that it is for.
 *
 * @param classes {@code target/classes}
 * @param dependencies in the order of the class path
 */
record ProjectPackage(
    MavenProject project,
    Path classes,
    List<Library> dependencies,
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
    return new Packager(
            AbstractFunctionsMojo.fromHere(classes), dependencies, runtime, allowed, progress)
        .writeTo(AbstractFunctionsMojo.fromHere(zip));
  }
}
