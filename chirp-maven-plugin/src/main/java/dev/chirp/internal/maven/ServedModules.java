package dev.chirp.internal.maven;

import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.reload.SourceModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The modules of a build. The goal runs in each of them, and the last one serves the functions of
 * all.
 */
record ServedModules(MavenSession session, PluginDescriptor plugin) {
  /** The state of one build. */
  private record Served(
      List<String> names,
      List<ServedFunction> functions,
      List<ServedFunction> fixed,
      List<SourceModule> sources,
      Set<Path> poms) {
    Served() {
      this(
          Collections.synchronizedList(new ArrayList<>()),
          Collections.synchronizedList(new ArrayList<>()),
          Collections.synchronizedList(new ArrayList<>()),
          Collections.synchronizedList(new ArrayList<>()),
          Collections.synchronizedSet(new TreeSet<>()));
    }
  }

  /**
   * Counts a module of the build.
   *
   * @return true for the last one
   */
  boolean isLast(String name) {
    List<String> names = served().names();
    synchronized (names) {
      names.add(name);
      return names.size() == session.getProjects().size();
    }
  }

  /** Adds the functions of a zip that another plugin built. */
  void addFixed(List<ServedFunction> functions) {
    served().functions().addAll(functions);
    served().fixed().addAll(functions);
  }

  /** Adds the functions that a module has now. */
  void add(List<ServedFunction> functions) {
    served().functions().addAll(functions);
  }

  /** Adds what a module is built from. */
  void add(SourceModule source, List<Path> poms) {
    served().sources().add(source);
    served().poms().addAll(poms);
  }

  /** The functions of all modules so far. */
  List<ServedFunction> functions() {
    return List.copyOf(served().functions());
  }

  /** The functions that no edit changes. */
  List<ServedFunction> fixed() {
    return List.copyOf(served().fixed());
  }

  /** The sources of the modules so far, in the order of the build. */
  List<SourceModule> sources() {
    return List.copyOf(served().sources());
  }

  /** The POMs of the modules and their parents. */
  List<Path> poms() {
    return List.copyOf(served().poms());
  }

  private Served served() {
    return new BuildState(session, plugin).get("served", Served.class, new Served());
  }
}
