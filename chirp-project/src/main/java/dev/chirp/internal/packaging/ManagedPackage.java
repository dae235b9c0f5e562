package dev.chirp.internal.packaging;

import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A zip of classes, for a JVM of Lambda's.
 *
 * @param warming what it takes to warm functions up before a snapshot; nothing where there is none
 */
public record ManagedPackage(
    PackageContents contents, LambdaRuntime runtime, Optional<Warming> warming)
    implements ProjectPackage {
  /** Of Java, that Chirp's hook is compiled for. */
  private static final int LEAST_RELEASE = 17;

  /**
   * What functions are warmed up with before a snapshot.
   *
   * @param events by their names in the zip
   * @param libraries that give them to the functions
   */
  public record Warming(Map<String, Path> events, List<Library> libraries) {
    private static final List<String> LIBRARIES = List.of("chirp-loop", "crac");

    public static Warming of(SafeEvents events, BundledLibraries libraries) {
      return new Warming(events.warmUp(), libraries.of(LIBRARIES));
    }
  }

  /**
   * On the runtime that is asked for, else on the oldest managed one that runs the functions'
   * classes.
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
  public CodePackage make(Libraries lazily) {
    lazily.addPackaging(); // before the first class that needs it is loaded
    return contents
        .packager(
            runtime,
            warming.map(Warming::libraries).orElse(List.of()),
            warming.map(Warming::events).orElse(Map.of()))
        .writeTo(contents.zip());
  }
}
