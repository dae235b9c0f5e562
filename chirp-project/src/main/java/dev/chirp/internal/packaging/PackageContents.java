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
 * The part of the zip that comes from the project, in every kind of packaging.
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

  /** Prints the runtime's warnings and returns the runtime. */
  LambdaRuntime announced(LambdaRuntime runtime) {
    runtime
        .warnings(LocalDate.ofInstant(Time.SYSTEM.now(), ZoneOffset.UTC))
        .forEach(progress::warn);
    return runtime;
  }

  /**
   * Returns a packager for a runtime.
   *
   * @param more libraries of the runtime, placed after the project's own. They replace the
   *     project's copy of the same artifact, as on a managed runtime, where Lambda's own come first
   * @param files additional files by name in the zip
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

  /**
   * The libraries that Chirp can add to a zip: its own, and those of Lambda's managed runtimes.
   *
   * @param byArtifactId in the order of the zip
   */
  public record BundledLibraries(Map<String, Library> byArtifactId) {
    /** Returns the libraries with these artifact ids. */
    List<Library> of(List<String> artifactIds) {
      return byArtifactId.entrySet().stream()
          .filter(library -> artifactIds.contains(library.getKey()))
          .map(Map.Entry::getValue)
          .toList();
    }
  }
}
