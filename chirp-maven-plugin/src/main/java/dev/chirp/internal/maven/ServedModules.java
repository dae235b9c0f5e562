package dev.chirp.internal.maven;

import dev.chirp.internal.serve.ServedProject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The modules of a build. The goal runs in each of them, and the last one serves the functions of
 * all.
 */
record ServedModules(MavenSession session, PluginDescriptor plugin) {
  /**
   * Counts a module of the build.
   *
   * @return true for the last one
   */
  boolean isLast(String name) {
    return all().count(name) == session.getProjects().size();
  }

  /** The project, with all modules so far. */
  ServedProject all() {
    return new BuildState(session, plugin).get("served", ServedProject.class, new ServedProject());
  }
}
