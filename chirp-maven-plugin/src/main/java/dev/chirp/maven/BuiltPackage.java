package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Libraries;
import dev.chirp.core.WorkingDirectory;
import dev.chirp.pack.BuiltArchive;
import dev.chirp.process.RunDirectory;
import dev.chirp.project.LambdaRuntime;
import dev.chirp.project.ProjectFunction;
import dev.chirp.sandbox.lambda.Unzip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/**
 * The zip or jar that {@code <package>} names: another plugin has built it, and Chirp deploys it as
 * it is.
 */
record BuiltPackage(PackageContents contents, LambdaRuntime runtime, Path file)
    implements ProjectPackage {
  /** Builds a zip of its own, with classes that it generates. */
  private static final String QUARKUS = "quarkus-maven-plugin";

  /**
   * The file that the parameter names.
   *
   * @param named as the POM or the command line has it, relative to the project's folder
   * @throws ChirpException when there is no such file, or when the project needs one and names none
   */
  static Optional<Path> of(MavenProject project, Optional<String> named) {
    if (named.isEmpty()) {
      refuseQuarkus(project);
      return Optional.empty();
    }
    Path file =
        WorkingDirectory.relativize(project.getBasedir().toPath().resolve(named.get().strip()));
    if (!Files.isRegularFile(file)) {
      throw ChirpException.project(
              "<package> names '%s' (or -Dchirp.package), which is not a file.".formatted(file))
          .withSuggestion("mvn package, and then the same command");
    }
    return Optional.of(file);
  }

  private static void refuseQuarkus(MavenProject project) {
    if (project.getBuildPlugins().stream().map(Plugin::getArtifactId).anyMatch(QUARKUS::equals)) {
      throw ChirpException.project(
              "Quarkus builds the zip of module '%s': one that Chirp makes would lack the classes that Quarkus generates."
                  .formatted(project.getArtifactId()))
          .withSuggestion(
              "mvn package, and then the same command with -Dchirp.package=target/function.zip");
    }
  }

  @Override
  public CodePackage make(Libraries lazily) {
    contents.progress().say("Package: '%s', as it is.".formatted(file));
    Map<String, String> handlers =
        contents.functions().all().stream()
            .collect(Collectors.toMap(ProjectFunction::name, ProjectFunction::className));
    return new BuiltArchive(file, runtime, contents.allowed(), contents.progress())
        .check(handlers, contents.zip());
  }

  @Override
  public boolean isOwn() {
    return false;
  }

  /**
   * Unzips the archive for a local run, as Lambda does, into a folder that no other run uses.
   *
   * @param parent where the folder is made
   * @return what removes the folder again
   */
  static RunDirectory unzip(Path file, Path parent) {
    try {
      RunDirectory folder =
          new RunDirectory(parent.resolve("package-" + UUID.randomUUID()), "package");
      try {
        Unzip.into(folder.path(), file);
        return folder;
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be unzipped: %s".formatted(file, e), e);
    }
  }
}
