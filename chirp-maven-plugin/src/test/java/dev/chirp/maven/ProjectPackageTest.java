package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.core.Progress;
import dev.chirp.pack.Library;
import dev.chirp.project.LambdaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectPackageTest {
  private static final Progress SILENT =
      new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public void warn(String line) {}

        @Override
        public void detail(String line) {}

        @Override
        public void status(String text) {}
      };

  @TempDir private Path folder;

  @Test
  void namesAModuleByItsCoordinatesWhetherItIsPackagedOrNot() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("target/classes"));
    Library unpackaged = library("acme", "", classes);
    Library packaged = library("acme", "", folder.resolve("gr.jar"));
    assertEquals(new Library("greeting-1.0.jar", classes, true), unpackaged);
    assertEquals(new Library("greeting-1.0.jar", folder.resolve("gr.jar"), true), packaged);
    assertEquals(
        "greeting-1.0-tests.jar", library("acme", "tests", folder.resolve("x.jar")).fileName());
  }

  @Test
  void namesWhatOthersMadeByItsFile() {
    Path jar = folder.resolve("greeting-1.0-native.jar");
    assertEquals(
        new Library("greeting-1.0-native.jar", jar, false), library("others", "native", jar));
  }

  private Library library(String group, String classifier, Path file) {
    Artifact artifact =
        new DefaultArtifact(
            group,
            "greeting",
            "1.0",
            Artifact.SCOPE_COMPILE,
            "jar",
            classifier,
            new DefaultArtifactHandler("jar"));
    artifact.setFile(file.toFile());
    MavenProject module = new MavenProject();
    module.setGroupId("acme");
    module.setArtifactId("greeting");
    module.setVersion("1.0");
    MavenProject project = new MavenProject();
    project.setArtifacts(Set.of(artifact));
    return new ProjectPackage(
            project,
            new Modules(List.of(module)),
            List.of(folder, file),
            LambdaRuntime.of("java17"),
            Set.of(),
            SILENT)
        .dependencies()
        .get(0);
  }
}
