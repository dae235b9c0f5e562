package dev.chirp.internal.packaging;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.pack.Packager;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.selfcontained.BuildJdk;
import dev.chirp.internal.selfcontained.SelfContained;
import dev.chirp.internal.selfcontained.Trainee;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A zip with its own JVM: the project's contents and what {@code dev.chirp.internal.selfcontained}
 * builds from them.
 *
 * @param jdk the source of the JVM
 * @param options the parameters
 */
public record SelfContainedPackage(
    PackageContents contents, LambdaRuntime runtime, BuildJdk jdk, Options options)
    implements ProjectPackage {

  private static final String LOOP = "chirp-loop";
  private static final String INTERFACES = "aws-lambda-java-core"; // is often 'provided'
  private static final String BINDING = "aws-lambda-java-serialization";

  /**
   * The parameters.
   *
   * @param java the JDK that the build uses
   * @param warmUp whether functions run their event file at start
   * @param modules JDK modules to include in addition to those that the classes use
   * @param trainingAws creates the training environment, given environment variables
   */
  public record Options(
      JavaHome java,
      PackageContents.BundledLibraries libraries,
      String architecture,
      boolean warmUp,
      Set<String> modules,
      EventFiles events,
      Function<Map<String, String>, AwsEnvironment> trainingAws) {}

  /** Fails if this machine cannot build such a package, or if a different runtime is requested. */
  public static SelfContainedPackage of(
      PackageContents contents, Optional<String> asked, Options options) {
    asked
        .filter(id -> !id.strip().equals(LambdaRuntime.SELF_CONTAINED))
        .ifPresent(
            id -> {
              throw ChirpException.project(
                      "<runtime> is '%s' (or -Dchirp.runtime), but self-contained functions bring their own Java and run on '%s'."
                          .formatted(id, LambdaRuntime.SELF_CONTAINED))
                  .withSuggestion("-Dchirp.runtime=" + LambdaRuntime.SELF_CONTAINED);
            });
    if (contents.functions().all().isEmpty()) {
      throw contents.functions().none();
    }
    BuildJdk jdk =
        BuildJdk.find(
            Optional.of(options.java()),
            options.architecture(),
            System.getProperty("os.name", ""),
            System.getProperty("os.arch", ""));
    LambdaRuntime runtime = LambdaRuntime.selfContained(jdk.home().release());
    return new SelfContainedPackage(contents, contents.announced(runtime), jdk, options);
  }

  @Override
  public CodePackage make(Libraries libraries) {
    libraries.addPackaging(); // before the first class that needs it is loaded
    Path zip = contents.zip();
    Path root = zip.resolveSibling("self-contained");
    SafeEvents events = new SafeEvents(contents.functions(), options.events());
    Map<String, Path> warmUp = options.warmUp() ? events.warmUp() : Map.of();
    List<Library> brought = options.libraries().of(brought(contents.functions().all()));
    Packager packager = contents.packager(runtime, brought, warmUp);
    return new SelfContained(
            jdk,
            root,
            trainees(events),
            warmUp,
            options.modules(),
            () -> options.trainingAws().apply(variables()),
            contents.progress())
        .make(packager::layOut, folder -> packager.writeTo(zip, folder));
  }

  /** Returns the libraries that a managed runtime provides and this zip must include. */
  static List<String> brought(Collection<ProjectFunction> functions) {
    return functions.stream().anyMatch(function -> function.kind().bindsEvents())
        ? List.of(LOOP, INTERFACES, BINDING)
        : List.of(LOOP, INTERFACES);
  }

  /**
   * Returns the functions to train. Those with events come first, because they show failures
   * soonest.
   */
  private List<Trainee> trainees(SafeEvents events) {
    return contents.functions().all().stream()
        .map(function -> new Trainee(function.name(), function.handler(), events.of(function)))
        .sorted(Comparator.comparing(trainee -> trainee.events().isEmpty()))
        .toList();
  }

  /**
   * Returns the environment variables for training. All functions share one process, so the first
   * value of a variable wins.
   */
  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    for (ProjectFunction function : contents.functions().all()) {
      function.settings().variables().forEach(variables::putIfAbsent);
    }
    return variables;
  }
}
