package dev.chirp.maven;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** The modules of the build, also those that {@code -pl} leaves out. */
record Modules(Collection<MavenProject> all) {
  static Modules of(MavenSession session) {
    return new Modules(
        Optional.ofNullable(session.getAllProjects())
            .<Collection<MavenProject>>map(List::copyOf)
            .orElseGet(session::getProjects));
  }

  /** Whether one of them makes the artifact. */
  boolean make(Artifact artifact) {
    return all.stream()
        .anyMatch(
            module ->
                module.getGroupId().equals(artifact.getGroupId())
                    && module.getArtifactId().equals(artifact.getArtifactId())
                    && module.getVersion().equals(artifact.getBaseVersion()));
  }
}
