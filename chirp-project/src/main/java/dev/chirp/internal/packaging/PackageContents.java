package dev.chirp.internal.packaging;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.pack.Packager;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunctions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a project puts into its zip, whatever else is in there.
 *
 * @param zip {@code target/chirp/<artifactId>.zip}
 * @param classes {@code target/classes}
 * @param dependencies in the order of the class path
 */
public record PackageContents(
    Path zip,
    Path classes,
    List<Library> dependencies,
    ProjectFunctions functions,
    Set<String> allowed,
    Progress progress) {

  /** The runtime, after what is to be said of it. */
  LambdaRuntime announced(LambdaRuntime runtime) {
    runtime
        .warnings(LocalDate.ofInstant(Time.SYSTEM.now(), ZoneOffset.UTC))
        .forEach(progress::warn);
    return runtime;
  }

  /**
   * What packs it for a runtime.
   *
   * @param more libraries that the runtime is made of, behind the project's own. They replace what
   *     the project has of the same artifact, as on a managed runtime, where Lambda's own come
   *     first
   * @param files that are none of the project's classes and resources, by their names in the zip
   */
  Packager packager(LambdaRuntime runtime, List<Library> more, Map<String, Path> files) {
    List<Library> libraries = new ArrayList<>(dependencies);
    for (Library library : more) {
      libraries.replaceAll(own -> sameArtifact(own, library) ? library : own);
      if (!libraries.contains(library)) {
        libraries.add(library);
      }
    }
    return new Packager(
        WorkingDirectory.relativize(classes), files, libraries, runtime, allowed, progress);
  }

  private static boolean sameArtifact(Library own, Library other) {
    return withoutVersion(own).equals(withoutVersion(other));
  }

  private static String withoutVersion(Library library) {
    return library.fileName().replaceFirst("-\\d.*", "");
  }
}
