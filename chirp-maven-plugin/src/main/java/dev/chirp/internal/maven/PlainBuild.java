package dev.chirp.internal.maven;

import dev.chirp.internal.serve.reload.JavacBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Decides if {@code javac} alone builds a module's classes as Maven would: it does if only Maven's
 * own compiler and resources plugins do something up to {@code process-classes}, and if their
 * configuration is one that this class knows in full.
 */
final class PlainBuild {
  private static final String COMPILER = "maven-compiler-plugin:compile";
  private static final String RESOURCES = "maven-resources-plugin:resources";

  /** Goals that change nothing in {@code target/classes}. */
  private static final Set<String> HARMLESS =
      Set.of("maven-enforcer-plugin:enforce", "jacoco-maven-plugin:prepare-agent");

  /** Parameters of the compiler plugin that do not change the classes of a successful build. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "annotationProcessorPathsUseDepMgmt",
          "basedir",
          "buildDirectory",
          "compilePath",
          "compilerReuseStrategy",
          "compileSourceRoots",
          "compilerVersion",
          "createMissingPackageInfoClass",
          "debugFileName",
          "fileExtensions",
          "forceJavacCompilerUse",
          "forceLegacyJavacApi",
          "generatedSourcesDirectory",
          "incrementalExcludes",
          "maxmem",
          "meminitial",
          "moduleVersion",
          "mojoExecution",
          "optimize",
          "outputDirectory",
          "outputTimestamp",
          "project",
          "projectArtifact",
          "session",
          "showCompilationChanges",
          "showDeprecation",
          "showWarnings",
          "skipMultiThreadWarning",
          "staleMillis",
          "useIncrementalCompilation",
          "useModulePath",
          "useModuleVersion",
          "verbose");

  /** Parameters with the only value for which {@code javac} alone is right. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "compilerId", "javac",
          "enablePreview", "false",
          "failOnError", "true",
          "failOnWarning", "false",
          "fork", "false",
          "multiReleaseOutput", "false",
          "skipMain", "false");

  private final MavenSession session;
  private final MavenProject project;
  private final List<String> options = new ArrayList<>();
  private Optional<String> reason = Optional.empty();
  private boolean mayProcess = true;

  /**
   * Looks at a module.
   *
   * @param lifecycle whose plan up to {@code process-classes} is read
   */
  PlainBuild(LifecycleExecutor lifecycle, MavenSession session, MavenProject project) {
    this.session = session;
    this.project = project;
    try {
      read(lifecycle.calculateExecutionPlan(session, "process-classes").getMojoExecutions());
    } catch (Exception e) { // Maven declares a dozen checked exceptions
      doubt("its build could not be planned: " + e.getMessage());
    }
  }

  private void read(List<MojoExecution> steps)
      throws ExpressionEvaluationException, DependencyResolutionRequiredException, IOException {
    for (MojoExecution step : steps) {
      String goal = step.getArtifactId() + ":" + step.getGoal();
      boolean isResources =
          goal.equals(RESOURCES) && step.getExecutionId().equals("default-resources");
      if (goal.equals(COMPILER)) {
        readCompiler(step);
      } else if (!isResources && !HARMLESS.contains(goal)) {
        doubt("it runs " + goal);
      }
    }
    checkResources();
    if (!JavacBuilder.isAvailable()) {
      doubt("Maven runs without a JDK");
    }
    if (sourceFolders().stream().anyMatch(root -> Files.exists(root.resolve("module-info.java")))) {
      doubt("it has a module-info.java");
    }
    if (mayProcess && JavacBuilder.findsProcessors(compileClassPath())) {
      doubt("its class path has annotation processors");
    }
    options.add("-proc:none");
  }

  /** Returns why Maven has to build the module; empty if {@code javac} alone does it. */
  Optional<String> reason() {
    return reason;
  }

  /** Returns the build by {@code javac} alone. */
  JavacBuilder builder() {
    return new JavacBuilder(
        project.getBasedir().toPath(), sourceFolders(), resourceFolders(), options);
  }

  private void doubt(String why) {
    reason = reason.or(() -> Optional.of(why));
  }

  private void readCompiler(MojoExecution step) throws ExpressionEvaluationException {
    if (!step.getExecutionId().equals("default-compile")) {
      doubt("it compiles more than once");
    }
    PluginParameterExpressionEvaluator evaluator =
        new PluginParameterExpressionEvaluator(session, step);
    String source = "";
    String target = "";
    String release = "";
    for (Xpp3Dom parameter : step.getConfiguration().getChildren()) {
      String value = value(parameter, evaluator);
      switch (parameter.getName()) {
        case "release" -> release = value;
        case "source" -> source = value;
        case "target" -> target = value;
        case "encoding" -> option("-encoding", value);
        case "parameters" -> flag("-parameters", value);
        case "debug" -> flag("-g", value);
        case "compilerArgs" -> {
          for (Xpp3Dom argument : parameter.getChildren()) {
            addArgument(value(argument, evaluator));
          }
        }
        case "proc" -> mayProcess = !value.equals("none");
        default -> checkOther(parameter, value);
      }
    }
    if (release.isEmpty()) {
      option("-source", source);
      option("-target", target);
    } else {
      option("--release", release);
    }
  }

  private void addArgument(String argument) {
    if (argument.startsWith("-processor") || argument.startsWith("-A")) {
      doubt("its compiler has the argument '%s'".formatted(argument));
    }
    options.add(argument);
  }

  private void checkOther(Xpp3Dom parameter, String value) {
    String name = parameter.getName();
    boolean isKnown =
        WITHOUT_EFFECT.contains(name)
            || (value.isEmpty() && parameter.getChildCount() == 0)
            || value.equals(REQUIRED.get(name));
    if (!isKnown) {
      doubt("its compiler has the parameter '%s'".formatted(name));
    }
  }

  private static String value(Xpp3Dom parameter, PluginParameterExpressionEvaluator evaluator)
      throws ExpressionEvaluationException {
    Object value = parameter.getValue() == null ? null : evaluator.evaluate(parameter.getValue());
    if (value == null && parameter.getAttribute("default-value") != null) {
      value = evaluator.evaluate(parameter.getAttribute("default-value"));
    }
    return Objects.toString(value, "");
  }

  private void option(String name, String value) {
    if (!value.isEmpty()) {
      options.add(name);
      options.add(value);
    }
  }

  private void flag(String name, String value) {
    if (Boolean.parseBoolean(value)) {
      options.add(name);
    }
  }

  private void checkResources() {
    for (Resource resource : project.getResources()) {
      if (resource.isFiltering()
          || !resource.getIncludes().isEmpty()
          || !resource.getExcludes().isEmpty()
          || resource.getTargetPath() != null) {
        doubt("its resources are filtered, selected or moved");
      }
    }
  }

  private List<Path> sourceFolders() {
    Path build = Path.of(project.getBuild().getDirectory());
    return project.getCompileSourceRoots().stream()
        .map(Path::of)
        .filter(root -> !root.startsWith(build))
        .toList();
  }

  private List<Path> resourceFolders() {
    return project.getResources().stream().map(Resource::getDirectory).map(Path::of).toList();
  }

  private List<Path> compileClassPath() throws DependencyResolutionRequiredException {
    return project.getCompileClasspathElements().stream().map(Path::of).toList();
  }
}
