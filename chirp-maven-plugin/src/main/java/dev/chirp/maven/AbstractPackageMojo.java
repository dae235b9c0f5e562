package dev.chirp.maven;

import dev.chirp.project.ProjectFunctions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that make the zip. */
abstract class AbstractPackageMojo extends AbstractFunctionsMojo {
  /**
   * The runtime of the functions. Default: the oldest of java17, java21 and java25 that runs the
   * functions' classes. Example: {@code -Dchirp.runtime=java17.al2023}.
   */
  @Parameter(property = "chirp.runtime")
  private String runtime;

  /**
   * Files that look like secrets and may go into the zip all the same, by their names there; the
   * name of a jar lets in classes that are newer than the runtime. Example: {@code
   * <packageAllow>certs/client.p12,lib/mail-1.0.jar!/key.pem</packageAllow>}.
   */
  @Parameter(property = "chirp.packageAllow")
  private List<String> packageAllow = new ArrayList<>();

  /** The zip of this project, not made yet; says what is to be said of the runtime. */
  final ProjectPackage projectPackage(ProjectFunctions functions) {
    List<Path> classPath = runtimeClassPath();
    MavenProgress progress = new MavenProgress(getLog());
    Optional<String> asked = given(runtime);
    return new ProjectPackage(
        project(),
        classPath.get(0),
        new ProjectLibraries(project(), session().getAllProjects())
            .of(classPath.subList(1, classPath.size())),
        ProjectPackage.runtime(asked, functions, progress),
        allowed(),
        progress);
  }

  /** What is typed goes above the POM, in whichever form that has it. */
  final Set<String> allowed() {
    return Optional.ofNullable(typed().get("chirp.packageAllow"))
        .map(text -> Arrays.stream(text.split(",")))
        .or(() -> Optional.ofNullable(packageAllow).map(List::stream))
        .orElseGet(Stream::empty)
        .flatMap(Stream::ofNullable) // an empty <file/>
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
