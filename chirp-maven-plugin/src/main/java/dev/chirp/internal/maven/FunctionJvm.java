package dev.chirp.internal.maven;

import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.pack.TaskRoot;
import dev.chirp.internal.packaging.PackageContents;
import dev.chirp.internal.process.ClassPaths;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/** The parts of a local function JVM that Maven decides: Java installation and class paths. */
record FunctionJvm(
    ToolchainManager toolchains,
    MavenSession session,
    MavenProject project,
    PluginDescriptor plugin) {
  /** Libraries of Lambda's runtime itself, which each function sees first. */
  private static final List<String> LAMBDA_ARTIFACTS =
      List.of("aws-lambda-java-core", "aws-lambda-java-serialization");

  /** Chirp's own part of a local run. */
  private static final List<String> CHIRP_ARTIFACTS =
      List.of("chirp-core", "chirp-loop", "chirp-project", "chirp-runtime");

  /** The toolchain of the build, or the JVM that runs Maven. */
  JavaHome home() {
    return Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session))
        .map(toolchain -> JavaHome.of(Path.of(toolchain.findTool("java"))))
        .orElseGet(JavaHome::current);
  }

  /**
   * The class path of each class loader of a local run.
   *
   * @param runtimeClassPath {@code target/classes}, then the project's runtime dependencies
   */
  ClassPaths classPaths(List<Path> runtimeClassPath) {
    List<Library> libraries =
        new ProjectLibraries(project, session.getAllProjects())
            .of(runtimeClassPath.subList(1, runtimeClassPath.size()));
    return new ClassPaths(
        files(artifact -> LAMBDA_ARTIFACTS.contains(artifact.getArtifactId())),
        new TaskRoot(runtimeClassPath.get(0), libraries).classPath(),
        files(FunctionJvm::isForChirp));
  }

  private List<Path> files(Predicate<Artifact> wanted) {
    return plugin.getArtifacts().stream()
        .filter(wanted)
        .map(artifact -> artifact.getFile().toPath())
        .toList();
  }

  private static boolean isForChirp(Artifact artifact) {
    return CHIRP_ARTIFACTS.contains(artifact.getArtifactId())
        || artifact.getGroupId().startsWith("com.fasterxml.jackson");
  }

  /** Libraries from the plugin for functions that run elsewhere. */
  PackageContents.BundledLibraries bundledLibraries() {
    Map<String, Library> libraries = new LinkedHashMap<>();
    for (Artifact artifact : plugin.getArtifacts()) {
      libraries.put(
          artifact.getArtifactId(),
          new Library(
              artifact.getArtifactId() + "-" + artifact.getBaseVersion() + ".jar",
              WorkingDirectory.relativize(artifact.getFile().toPath()),
              false));
    }
    return new PackageContents.BundledLibraries(libraries);
  }
}
