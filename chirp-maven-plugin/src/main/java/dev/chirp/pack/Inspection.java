package dev.chirp.pack;

import dev.chirp.project.LambdaRuntime;
import java.util.List;
import java.util.Optional;

/**
 * What one place of the zip holds that matters.
 *
 * @param classes as paths: {@code com/acme/ServerStatus.class}
 * @param tooNew of the classes that the runtime does not run, the newest
 * @param secrets files that look like secrets, as {@code <packageAllow>} names them
 * @param doubtful files that may be secrets
 */
record Inspection(
    Place place,
    List<String> classes,
    Optional<ClassFile> tooNew,
    List<String> secrets,
    List<String> doubtful) {

  static Inspection of(Place place, LambdaRuntime runtime) {
    FileInspector inspector = new FileInspector(place, runtime);
    place.visit(inspector);
    return inspector.result();
  }
}
