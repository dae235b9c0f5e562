package dev.chirp.maven;

import dev.chirp.core.CodePackage;
import dev.chirp.project.LambdaRuntime;
import dev.chirp.project.ProjectFunction;
import java.util.List;
import java.util.Optional;

/** A zip of classes, for a JVM of Lambda's. */
record ManagedPackage(PackageContents contents, LambdaRuntime runtime) implements ProjectPackage {

  /**
   * On the runtime that is asked for, else on the oldest managed one that runs the functions'
   * classes.
   */
  static ManagedPackage of(PackageContents contents, Optional<String> asked) {
    int release =
        contents.functions().all().stream()
            .mapToInt(ProjectFunction::release)
            .max()
            .orElseThrow(contents.functions()::none);
    return new ManagedPackage(
        contents,
        contents.announced(
            asked.map(LambdaRuntime::of).orElseGet(() -> LambdaRuntime.running(release))));
  }

  @Override
  public CodePackage make(Libraries lazily) {
    lazily.addPackaging(); // before the first class that needs it is loaded
    return contents.packager(runtime, List.of()).writeTo(contents.zip());
  }
}
