package dev.chirp.internal.packaging;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.local.EventFiles;
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
 * A zip with a JVM of its own: what the project has, composed with what {@code
 * dev.chirp.internal.selfcontained} makes of it.
 *
 * @param jdk that the JVM is made of
 * @param options what the parameters say
 */
public record SelfContainedPackage(
    PackageContents contents, LambdaRuntime runtime, BuildJdk jdk, Options options)
    implements ProjectPackage {

  private static final String LOOP = "chirp-loop";
  private static final String INTERFACES = "aws-lambda-java-core"; // is often 'provided'
  private static final String BINDING = "aws-lambda-java-serialization";

  /**
   * What the parameters say.
   *
   * @param java the JDK that the build uses
   * @param warmUp whether functions run their event file when they start
   * @param modules of the JDK that the JVM shall have beside those that the classes name
   * @param ground where functions with these environment variables train
   */
  public record Options(
      JavaHome java,
      BundledLibraries libraries,
      String architecture,
      boolean warmUp,
      Set<String> modules,
      EventFiles events,
      Function<Map<String, String>, AwsEnvironment> ground) {}

  /** Fails where this machine cannot make one, or another runtime is asked for. */
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
  public CodePackage make(Libraries lazily) {
    lazily.addPackaging(); // before the first class that needs it is loaded
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
            () -> options.ground().apply(variables()),
            contents.progress())
        .make(packager::layOut, folder -> packager.writeTo(zip, folder));
  }

  /** What Lambda's managed runtimes have, and the zip has to bring. */
  static List<String> brought(Collection<ProjectFunction> functions) {
    return functions.stream().anyMatch(function -> function.kind().bindsEvents())
        ? List.of(LOOP, INTERFACES, BINDING)
        : List.of(LOOP, INTERFACES);
  }

  /** Those with events first: with them it is known soonest whether all is well. */
  private List<Trainee> trainees(SafeEvents events) {
    return contents.functions().all().stream()
        .map(function -> new Trainee(function.name(), function.handler(), events.of(function)))
        .sorted(Comparator.comparing(trainee -> trainee.events().isEmpty()))
        .toList();
  }

  /** All train in one process, so that of two values of a variable only one can be there. */
  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    for (ProjectFunction function : contents.functions().all()) {
      function.settings().variables().forEach(variables::putIfAbsent);
    }
    return variables;
  }
}
