package dev.chirp.internal.pack;

import dev.chirp.internal.project.LambdaRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of a code source that matter: its classes, classes that cannot run, and secrets.
 *
 * @param classes as paths: {@code com/acme/ServerStatus.class}
 * @param unrunnable the class with the highest Java release that the runtime cannot run
 * @param secrets files that look like secrets, as {@code <packageAllow>} names them
 * @param doubtful files that may be secrets
 * @param found names in {@code <packageAllow>} that exist
 */
record Inspection(
    CodeSource place,
    List<String> classes,
    Optional<ClassFile> unrunnable,
    List<String> secrets,
    List<String> doubtful,
    Set<String> found) {

  static Inspection of(CodeSource place, LambdaRuntime runtime, Set<String> allowed) {
    Collector collector = new Collector(place, runtime, allowed);
    place.visit(collector);
    return collector.result();
  }

  /** Collects the results while it visits the files. */
  private static final class Collector implements CodeSource.Visitor {
    private final CodeSource place;
    private final LambdaRuntime runtime;
    private final Set<String> allowed;
    private final List<String> classes = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final List<String> doubtful = new ArrayList<>();
    private final Set<String> found = new HashSet<>();
    private Optional<ClassFile> unrunnable = Optional.empty();

    Collector(CodeSource place, LambdaRuntime runtime, Set<String> allowed) {
      this.place = place;
      this.runtime = runtime;
      this.allowed = allowed;
      note(place.name());
    }

    @Override
    public void visit(String name, CodeSource.Content content) throws IOException {
      note(place.nameOf(name));
      if (name.endsWith(".class")) {
        visitClass(name, content);
        return;
      }
      switch (place.own()
          ? Secrets.inOwnClasses(name, content)
          : Secrets.inLibrary(name, content)) {
        case SECRET -> secrets.add(place.nameOf(name));
        case DOUBTFUL -> doubtful.add(place.nameOf(name));
        case HARMLESS -> {}
      }
    }

    private void note(String name) {
      if (allowed.contains(name)) {
        found.add(name);
      }
    }

    private void visitClass(String name, CodeSource.Content content) throws IOException {
      if (!ClassFile.isRun(name)) {
        return;
      }
      boolean loaded = ClassFile.isForAll(name);
      if (loaded) {
        classes.add(name);
      }
      if (loaded || (!place.isRoot() && ClassFile.isVersionFor(runtime, name))) {
        ClassFile.read(name, content).filter(read -> !read.runsOn(runtime)).ifPresent(this::keep);
      }
    }

    private void keep(ClassFile other) {
      unrunnable =
          unrunnable.filter(kept -> kept.release() >= other.release()).or(() -> Optional.of(other));
    }

    Inspection result() {
      return new Inspection(
          place,
          List.copyOf(classes),
          unrunnable,
          List.copyOf(secrets),
          List.copyOf(doubtful),
          Set.copyOf(found));
    }
  }
}
