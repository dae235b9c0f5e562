package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.packaging.BuiltPackage;
import dev.chirp.internal.packaging.ManagedPackage;
import dev.chirp.internal.packaging.PackageContents;
import dev.chirp.internal.packaging.Packaging;
import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.packaging.SafeEvents;
import dev.chirp.internal.packaging.SelfContainedPackage;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.sandbox.server.TrainingSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

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

  /**
   * What is in the zip: {@code managed}, classes for a JVM of Lambda's; {@code self-contained}, a
   * JVM too, with an AOT cache that was trained with the project's event files, for the fastest
   * start. The latter is made on Linux, with a JDK 25 or newer, for machines like this one.
   * Example: {@code -Dchirp.packaging=self-contained}.
   */
  @Parameter(property = "chirp.packaging", defaultValue = "managed")
  private String packaging;

  /** What the functions run on: {@code x86_64}, or {@code arm64}, which costs less. */
  @Parameter(property = "chirp.architecture", defaultValue = "x86_64")
  private String architecture;

  /**
   * Whether versions start from a picture of the started function: Lambda's SnapStart, which needs
   * an alias. Default: it stays as it is. Example: {@code <snapStart>true</snapStart>}.
   */
  @Parameter(property = "chirp.snapStart")
  private Boolean snapStart;

  /**
   * Whether a function that changes nothing when it is invoked runs its event file when a
   * self-contained package starts, or before SnapStart takes its picture, so that the first request
   * finds all classes loaded.
   */
  @Parameter(property = "chirp.warmUp", defaultValue = "true")
  private boolean warmUp;

  /**
   * Modules of the JDK that a self-contained function's JVM has beside those that the classes name:
   * what is found by services or by name only. Example: {@code
   * <modules>jdk.localedata,jdk.charsets</modules>}.
   */
  @Parameter(property = "chirp.modules")
  private List<String> modules = new ArrayList<>();

  @Inject private ToolchainManager toolchains;

  /** Who brings the JVM. */
  final Packaging packaging() {
    return Packaging.parse(packaging);
  }

  /** What the functions run on. */
  final String architecture() {
    return architecture;
  }

  /** Whether versions start from a snapshot; nothing where nobody says so. */
  final Optional<Boolean> snapStart() {
    return Optional.ofNullable(snapStart);
  }

  /** The zip of this project, not made yet; says what is to be said of the runtime. */
  final ProjectPackage projectPackage(ProjectFunctions functions) {
    if (packaging() == Packaging.SELF_CONTAINED && builtPackage().isPresent()) {
      throw ChirpException.project(
              "<packaging> is 'self-contained', which makes a zip, but <package> names one that is built.")
          .withSuggestion("the same command with -Dchirp.packaging=managed");
    }
    return projectPackage(functions, packaging(), given(runtime));
  }

  /** As it would be with another packaging, on the runtime that is asked for. */
  final ProjectPackage projectPackage(
      ProjectFunctions functions, Packaging other, Optional<String> asked) {
    List<Path> classPath = runtimeClassPath();
    MavenProgress progress = new MavenProgress(getLog());
    List<Library> libraries =
        new ProjectLibraries(project(), session().getAllProjects())
            .of(classPath.subList(1, classPath.size()));
    PackageContents contents =
        new PackageContents(zip(), classPath.get(0), libraries, functions, allowed(), progress);
    Optional<Path> built = builtPackage();
    if (other == Packaging.SELF_CONTAINED) {
      return SelfContainedPackage.of(contents, asked, selfContained());
    }
    ManagedPackage managed = ManagedPackage.of(contents, asked, warming(functions));
    return built.isPresent() ? new BuiltPackage(contents, managed.runtime(), built.get()) : managed;
  }

  private Path zip() {
    Path build = Path.of(project().getBuild().getDirectory());
    return WorkingDirectory.relativize(
        build.resolve("chirp").resolve(project().getArtifactId() + ".zip"));
  }

  /** The runtime that is asked for, if it is one that brings Java, or one that does not. */
  final Optional<String> runtimeFor(Packaging other) {
    boolean own = other == Packaging.SELF_CONTAINED;
    return given(runtime).filter(id -> id.strip().startsWith("provided") == own);
  }

  private Optional<ManagedPackage.Warming> warming(ProjectFunctions functions) {
    return snapStart()
        .filter(snapped -> snapped && warmUp)
        .map(
            snapped ->
                ManagedPackage.Warming.of(
                    new SafeEvents(functions, eventFiles()), functionJvm().bundledLibraries()));
  }

  private FunctionJvm functionJvm() {
    return new FunctionJvm(toolchains, session(), project(), plugin());
  }

  private SelfContainedPackage.Options selfContained() {
    Path training = chirpDirectory().resolve("training");
    return new SelfContainedPackage.Options(
        functionJvm().home(),
        functionJvm().bundledLibraries(),
        architecture,
        warmUp,
        Set.copyOf(modules),
        eventFiles(),
        variables -> new TrainingSandbox(sandboxBuilder(training), variables, this::environmentOf));
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
