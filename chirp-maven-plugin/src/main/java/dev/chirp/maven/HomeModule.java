package dev.chirp.maven;

import dev.chirp.core.Ownership;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * Which module of a build a goal is for that has no functions to look for: the one that names this
 * plugin in its POM, so that it is the same one, with the same settings and the same sandbox,
 * whether Maven was started at the root or in the module.
 */
record HomeModule(MavenSession session, MavenProject project, PluginDescriptor plugin) {
  /** Who owns what is made outside of any project. */
  private static final String NO_PROJECT = "none";

  boolean isHere() {
    List<MavenProject> homes =
        session.getProjects().stream()
            .filter(module -> !module.getPackaging().equals("pom"))
            .filter(module -> module.getPlugin(plugin.getPluginLookupKey()) != null)
            .toList();
    return homes.isEmpty() ? project.equals(session.getTopLevelProject()) : homes.contains(project);
  }

  Ownership owner() {
    return new Ownership(
        project.getFile() == null
            ? NO_PROJECT
            : project.getGroupId() + ":" + project.getArtifactId());
  }
}
