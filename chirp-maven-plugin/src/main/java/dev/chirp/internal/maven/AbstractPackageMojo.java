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
import dev.chirp.internal.rollout.DeployParameters;
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

/** The parameters of the goals that build the zip. */
abstract class AbstractPackageMojo extends AbstractFunctionsMojo {
  /**
   * The runtime of the functions. Default: the oldest of java17, java21 and java25 that can run the
   * functions' classes. Example: {@code -Dchirp.runtime=java17.al2023}.
   */
  @Parameter(property = "chirp.runtime")
  private String runtime;

  /**
   * Files that may go into the zip although they look like secrets, by their names in the zip. The
   * name of a jar allows classes that are newer than the runtime. Example: {@code
   * <packageAllow>certs/client.p12,lib/mail-1.0.jar!/key.pem</packageAllow>}.
   */
  @Parameter(property = "chirp.packageAllow")
  private List<String> packageAllow = new ArrayList<>();

  /**
   * The content of the zip: {@code managed}, classes for Lambda's own JVM; {@code self-contained},
   * also a JVM, with an AOT cache that was trained with the project's event files, for the fastest
   * start. A self-contained zip needs Linux and a JDK 25 or newer, and runs on machines like the
   * one that built it. Example: {@code -Dchirp.packaging=self-contained}.
   */
  @Parameter(property = "chirp.packaging", defaultValue = "managed")
  private String packaging;

  /** The processor of the functions: {@code x86_64}, or {@code arm64}, which costs less. */
  @Parameter(property = "chirp.architecture", defaultValue = DeployParameters.ARCHITECTURE)
  private String architecture;

  /**
   * True to start versions from a snapshot of the initialized function. Lambda's SnapStart needs an
   * alias. Default: the setting on Lambda stays. Example: {@code <snapStart>true</snapStart>}.
   */
  @Parameter(property = "chirp.snapStart")
  private Boolean snapStart;

  /**
   * True if a safe function runs its event file when a self-contained package starts, or before
   * SnapStart takes its snapshot. The first request then finds all classes loaded.
   */
  @Parameter(property = "chirp.warmUp", defaultValue = "true")
  private boolean warmUp;

  /**
   * JDK modules for the JVM of a self-contained function, in addition to those that its classes
   * name. Modules that are found only by service or by name belong here. Example: {@code
   * <modules>jdk.localedata,jdk.charsets</modules>}.
   */
  @Parameter(property = "chirp.modules")
  private List<String> modules = new ArrayList<>();

  @Inject private ToolchainManager toolchains;

  /** The configured packaging. */
  final Packaging packaging() {
    return Packaging.parse(packaging);
  }

  /** The configured processor. */
  final String architecture() {
    return architecture;
  }

  /** The SnapStart setting; empty if it is not configured. */
  final Optional<Boolean> snapStart() {
    return Optional.ofNullable(snapStart);
  }

  /** The zip of this project, before it is built. Prints hints about the runtime. */
  final ProjectPackage projectPackage(ProjectFunctions functions) {
    if (packaging() == Packaging.SELF_CONTAINED && builtPackage().isPresent()) {
      throw ChirpException.project(
              "<packaging> is 'self-contained', which builds a zip, but <package> names an existing zip.")
          .withSuggestion("the same command with -Dchirp.packaging=managed");
    }
    return projectPackage(functions, packaging(), given(runtime));
  }

  /** The zip of this project with another packaging, on the configured runtime. */
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

  /**
   * The configured runtime, if it fits the packaging: with Java for managed, without Java for
   * self-contained.
   */
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
        variables -> new TrainingSandbox(sandboxBuilder(training), variables, sandboxRegion()));
  }

  /** The allowed files. The command line overrides both forms in the POM. */
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
