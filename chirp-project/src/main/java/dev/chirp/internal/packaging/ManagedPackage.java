package dev.chirp.internal.packaging;

import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A zip of classes for Lambda's own JVM.
 *
 * @param warming the files that warm functions up before a snapshot; empty without warm-up
 */
public record ManagedPackage(
    PackageContents contents, LambdaRuntime runtime, Optional<Warming> warming)
    implements ProjectPackage {
  /** The Java release that Chirp's hook is compiled for. */
  private static final int LEAST_RELEASE = 17;

  /**
   * The files that warm functions up before a snapshot.
   *
   * @param events by name in the zip
   * @param libraries that run the functions with the events
   */
  public record Warming(Map<String, Path> events, List<Library> libraries) {
    private static final List<String> LIBRARIES = List.of("chirp-loop", "crac");

    /** Takes the safe events and the libraries for them. */
    public static Warming of(SafeEvents events, PackageContents.BundledLibraries libraries) {
      return new Warming(events.warmUp(), libraries.of(LIBRARIES));
    }
  }

  /**
   * Returns the package for the requested runtime, or for the oldest managed runtime that can run
   * the functions' classes.
   */
  public static ManagedPackage of(
      PackageContents contents, Optional<String> asked, Optional<Warming> warming) {
    int release =
        contents.functions().all().stream()
            .mapToInt(ProjectFunction::release)
            .max()
            .orElseThrow(contents.functions()::none);
    LambdaRuntime runtime =
        contents.announced(
            asked.map(LambdaRuntime::of).orElseGet(() -> LambdaRuntime.running(release)));
    return new ManagedPackage(contents, runtime, warming.filter(what -> isOfUse(what, runtime)));
  }

  private static boolean isOfUse(Warming warming, LambdaRuntime runtime) {
    return !warming.events().isEmpty()
        && runtime.hasSnapStart()
        && runtime.release().orElse(LEAST_RELEASE) >= LEAST_RELEASE;
  }

  @Override
  public CodePackage make(Libraries libraries) {
    libraries.addPackaging(); // before the first class that needs it is loaded
    return contents
        .packager(
            runtime,
            warming.map(Warming::libraries).orElse(List.of()),
            warming.map(Warming::events).orElse(Map.of()))
        .writeTo(contents.zip());
  }
}
