package dev.chirp.internal.maven;

import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.pack.TaskRoot;
import dev.chirp.internal.packaging.BuiltPackage;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.serve.ServeRun;
import dev.chirp.internal.serve.ServeSettings;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.openapi.OpenApiDocument;
import dev.chirp.internal.serve.reload.GoalThread;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Serves the project's API on this machine until Ctrl-C: each route at its URL, as behind an HTTP
 * API of API Gateway.
 *
 * <p>Compiles what changed first. Functions run as in a local run, in processes that stay for the
 * next request. Functions without a route are served too, at Lambda's own path to invoke a
 * function. In a build of several modules, the functions of all modules are one API.
 */
@Mojo(
    name = "serve",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
public final class ServeMojo extends AbstractFunctionsMojo {
  /** The port on 127.0.0.1; 0 for any free port. */
  @Parameter(property = "chirp.port", defaultValue = "8080")
  private int port;

  /**
   * The most events that functions handle at once. A client beyond that gets status 503, as behind
   * API Gateway when Lambda throttles.
   */
  @Parameter(property = "chirp.concurrency", defaultValue = "10")
  private int concurrency;

  /**
   * Makes functions call the sandbox instead of AWS, as with {@code -Dchirp.sandbox}. Data that a
   * function stores is still there in the next run, and no account is needed.
   */
  @Parameter(property = "chirp.localSandbox", defaultValue = "false")
  private boolean localSandbox;

  /**
   * The runtime that functions report in {@code AWS_EXECUTION_ENV}. Default: as for {@code
   * chirp:deploy}.
   */
  @Parameter(property = "chirp.runtime")
  private String runtime;

  /**
   * Compiles after an edit, at the next request. With {@code -Dchirp.reload=false}, the code stays
   * as it is at the start.
   */
  @Parameter(property = "chirp.reload", defaultValue = "true")
  private boolean reload;

  /**
   * Lets a debugger attach to each function at a port of its own, which the table of routes shows.
   * Then a function handles one event at a time, without a time limit.
   */
  @Parameter(property = "chirp.debug", defaultValue = "false")
  private boolean debug;

  /** The first of the ports on 127.0.0.1 for {@code chirp.debug}. */
  @Parameter(property = "chirp.debugPort", defaultValue = "5005")
  private int debugPort;

  /**
   * The HTTP API: {@code
   * <api><cors><allowOrigins>http://localhost:3000</allowOrigins></cors></api>}.
   */
  @Parameter private ApiConfiguration api = new ApiConfiguration();

  @Inject private ToolchainManager toolchains;

  @Inject private Maven maven;

  @Override
  void run() {
    if (repeated().isRunning()) {
      ModuleSources.clean(project()); // the compiler plugin keeps classes of an earlier dependency
    }
    ProjectFunctions found = compiledFunctions();
    if (session().getProjects().size() == 1 && found.all().isEmpty()) {
      throw found.none();
    }
    modules().requireNew(project());
    ServedModules modules = new ServedModules(session(), plugin());
    modules.all().add(project().getArtifactId(), ServeSettings.cors(api));
    modules.all().add(project().getArtifactId(), ServeSettings.authorizers(api));
    addTo(modules, found);
    serveAfterTheLast(modules);
  }

  @Override
  void skipped() {
    serveAfterTheLast(new ServedModules(session(), plugin()));
  }

  private void serveAfterTheLast(ServedModules modules) {
    if (modules.isLast(project().getArtifactId())) {
      session().getAllProjects().forEach(each -> modules.all().addPoms(Compilation.poms(each)));
      modules.all().describe(info(session()));
      if (repeated().isRunning()) {
        repeated().handOver(modules.all());
        return;
      }
      new ServeRun(
              modules.all(),
              session().getRequest().getStartTime().toInstant(),
              settings(),
              repeated()::read,
              this::environment,
              thread(),
              AbstractFunctionsMojo::print)
          .run();
    }
  }

  private void addTo(ServedModules modules, ProjectFunctions found) {
    if (project().getPackaging().equals("pom")) {
      return;
    }
    FunctionJvm jvm = new FunctionJvm(toolchains, session(), project(), plugin());
    List<Path> classPath = runtimeClassPath();
    Optional<Path> built = builtPackage();
    if (built.isPresent()) {
      // Deleted when Maven ends. The class loader finds the jars in lib/.
      RunDirectory unzipped = BuiltPackage.unzip(built.get(), chirpDirectory());
      modules
          .all()
          .addFixed(
              served(
                  found,
                  jvm,
                  jvm.classPaths(classPath.subList(0, 1))
                      .ofFunction(new TaskRoot(unzipped.path(), List.of()).classPath())));
      getLog().info("Edits are not served: the functions are in '%s'.".formatted(built.get()));
      return;
    }
    ClassPaths classPaths = jvm.classPaths(classPath);
    if (!reload) {
      modules.all().addFixed(served(found, jvm, classPaths));
    } else {
      modules.all().add(served(found, jvm, classPaths));
      modules
          .all()
          .add(
              new ModuleSources(
                      lifecycle(),
                      session(),
                      project(),
                      compilation(),
                      thread(),
                      repeated().isRunning(),
                      getLog())
                  .of(
                      classPath,
                      newest ->
                          served(
                              scanned(newest),
                              jvm,
                              ModuleSources.replaced(classPaths, classPath, newest))));
    }
  }

  private List<ServedFunction> served(
      ProjectFunctions found, FunctionJvm jvm, ClassPaths classPaths) {
    return found.all().stream()
        .map(
            function ->
                ServedFunction.of(
                    function,
                    functionPrefix() + function.name(),
                    jvm.home(),
                    given(runtime),
                    classPaths,
                    eventFiles()))
        .toList();
  }

  private RepeatedBuild repeated() {
    return new RepeatedBuild(maven, session(), execution(), getLog());
  }

  /** The thread of the goal, which all modules share. */
  private GoalThread thread() {
    return new BuildState(session(), plugin())
        .get("goal-thread", GoalThread.class, new GoalThread());
  }

  private AwsEnvironment environment() {
    if (localSandbox || usesSandbox()) {
      warnOfSdks();
      return sandboxEnvironment(true);
    }
    return functionsAws(false).get();
  }

  /** The top project of the build. */
  static OpenApiDocument.Info info(MavenSession session) {
    MavenProject top = session.getTopLevelProject();
    return new OpenApiDocument.Info(top.getName(), top.getVersion());
  }

  private ServeSettings settings() {
    return new ServeSettings(
        port,
        concurrency,
        Map.of(),
        Path.of(System.getProperty("java.io.tmpdir")), // outside of target, which mvn clean deletes
        debug ? OptionalInt.of(debugPort) : OptionalInt.empty(),
        new MavenProgress(getLog()),
        MavenStreams.err());
  }
}
