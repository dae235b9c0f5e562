package dev.chirp.maven;

import dev.chirp.core.JavaHome;
import dev.chirp.pack.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/** The JVM that a function of the project is run in, as far as Maven decides it. */
record FunctionJvm(
    ToolchainManager toolchains,
    MavenSession session,
    MavenProject project,
    PluginDescriptor plugin) {

  /** The toolchain that the build has chosen, else the JVM that runs Maven. */
  JavaHome home() {
    return Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session))
        .map(toolchain -> JavaHome.of(Path.of(toolchain.findTool("java"))))
        .orElseGet(JavaHome::current);
  }

  /**
   * The project's class path, and behind it what the fork needs and the project does not have
   * itself.
   */
  List<Path> classPath(List<Path> runtimeClassPath) {
    List<Path> path = new ArrayList<>(runtimeClassPath);
    for (Artifact artifact : plugin.getArtifacts()) {
      String key = artifact.getGroupId() + ":" + artifact.getArtifactId();
      if (isNeeded(artifact) && !project.getArtifactMap().containsKey(key)) {
        path.add(artifact.getFile().toPath());
      }
    }
    return path;
  }

  /** Libraries that the plugin has, by their artifact ids, for a function that runs elsewhere. */
  List<Library> libraries(List<String> artifactIds) {
    return plugin.getArtifacts().stream()
        .filter(artifact -> artifactIds.contains(artifact.getArtifactId()))
        .map(
            artifact ->
                new Library(
                    artifact.getArtifactId() + "-" + artifact.getBaseVersion() + ".jar",
                    AbstractFunctionsMojo.fromHere(artifact.getFile().toPath()),
                    false))
        .toList();
  }

  private boolean isNeeded(Artifact artifact) {
    String group = artifact.getGroupId();
    return group.equals(plugin.getGroupId())
        || group.equals("com.amazonaws")
        || group.startsWith("com.fasterxml.jackson");
  }
}
