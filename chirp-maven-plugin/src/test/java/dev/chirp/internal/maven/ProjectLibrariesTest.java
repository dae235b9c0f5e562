package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.pack.Library;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class ProjectLibrariesTest {
  private static final Path MODULE = Path.of("/build/greeting/target/gr.jar");
  private static final Path TESTS = Path.of("/build/greeting/target/gr-data.jar");
  private static final Path OTHER = Path.of("/repository/util-1.0.jar");

  @Test
  void modulesAreNamedByCoordinatesAndJarsByTheirFiles() {
    MavenProject greeting = new MavenProject();
    greeting.setGroupId("acme");
    greeting.setArtifactId("greeting");
    greeting.setVersion("1.0");
    MavenProject api = new MavenProject();
    api.setArtifacts(
        new LinkedHashSet<>(
            Set.of(
                artifact("greeting", "", MODULE),
                artifact("greeting", "data", TESTS),
                artifact("util", "", OTHER))));
    assertEquals(
        List.of(
            new Library("greeting-1.0.jar", MODULE, true),
            new Library("greeting-1.0-data.jar", TESTS, true),
            new Library("util-1.0.jar", OTHER, false)),
        new ProjectLibraries(api, List.of(greeting)).of(List.of(MODULE, TESTS, OTHER)));
  }

  private static Artifact artifact(String id, String classifier, Path file) {
    Artifact artifact =
        new DefaultArtifact(
            "acme", id, "1.0", "runtime", "jar", classifier, new DefaultArtifactHandler("jar"));
    artifact.setFile(file.toFile());
    return artifact;
  }
}
