package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.ServedProject;
import dev.chirp.internal.serve.reload.SourceProject;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.maven.Maven;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.DefaultRepositoryCache;

/**
 * Runs this goal again in the same JVM, so that Maven reads the POMs and resolves dependencies as
 * in a new build. There, the goal hands over what it found instead of serving it.
 */
record RepeatedBuild(Maven maven, MavenSession session, MojoExecution execution, Log log) {
  /** The key of the request's data where the repeated build puts what it found. */
  private static final String FOUND = "chirp.found";

  /** True in a repeated build, false in one that a user started. */
  boolean isRunning() {
    return session.getRequest().getData().containsKey(FOUND);
  }

  /** Hands the project over to the first build. */
  void handOver(ServedProject project) {
    session.getRequest().getData().put(FOUND, project);
  }

  /**
   * Reads and compiles the project.
   *
   * @throws ChirpException with Maven's reason
   */
  SourceProject read() throws InterruptedException {
    List<String> goals = goals();
    if (goals.isEmpty() || isMaven4()) {
      throw impossible();
    }
    log.info("Maven reads the project again.");
    MavenExecutionRequest request = copy(session.getRequest());
    request.setGoals(goals);
    request.setStartTime(Date.from(Instant.now()));
    request.setExecutionListener(new AbstractExecutionListener());
    request.setRepositoryCache(new DefaultRepositoryCache()); // the old one has the parents' POMs
    request.getData().put(FOUND, "");
    MavenExecutionResult result = inThread(request);
    if (result.hasExceptions()) {
      Throwable reason = result.getExceptions().get(0);
      throw CompileFailure.ofGoal(reason)
          .orElseGet(() -> ChirpException.project(String.valueOf(reason.getMessage()), reason));
    }
    if (request.getData().get(FOUND) instanceof ServedProject project) {
      return project.sources(Instant.MAX);
    }
    throw impossible(); // the plugin has another version now, or its classes were loaded again
  }

  private static ChirpException impossible() {
    return ChirpException.project("chirp:serve cannot apply this change while it runs.")
        .withSuggestion("undo the change, or Ctrl-C and mvn chirp:serve");
  }

  /** This goal of the command line. Empty if a phase runs it: the phase would do more than that. */
  private List<String> goals() {
    return session.getGoals().stream()
        .filter(goal -> execution.getSource() == MojoExecution.Source.CLI)
        .filter(goal -> goal.replaceFirst("@.*", "").matches(".*\\bchirp\\b.*:serve"))
        .toList();
  }

  /**
   * Maven 4 loads a plugin's classes again for each build, which cannot hand over their objects.
   */
  private boolean isMaven4() {
    return session.getSystemProperties().getProperty("maven.version", "").startsWith("4");
  }

  /** Also copies what Maven's own method leaves out. */
  private static MavenExecutionRequest copy(MavenExecutionRequest from) {
    MavenExecutionRequest copy = DefaultMavenExecutionRequest.copy(from);
    copy.setDegreeOfConcurrency(from.getDegreeOfConcurrency());
    copy.setExcludedProjects(from.getExcludedProjects());
    copy.setMakeBehavior(from.getMakeBehavior());
    copy.setMultiModuleProjectDirectory(from.getMultiModuleProjectDirectory());
    copy.setReactorFailureBehavior(from.getReactorFailureBehavior());
    copy.setResumeFrom(from.getResumeFrom());
    copy.setSelectedProjects(from.getSelectedProjects());
    copy.setToolchains(from.getToolchains());
    return copy;
  }

  /** Maven binds a session to its thread, and the goal's thread already has one. */
  private MavenExecutionResult inThread(MavenExecutionRequest request) throws InterruptedException {
    FutureTask<MavenExecutionResult> build = new FutureTask<>(() -> maven.execute(request));
    Thread thread = new Thread(null, build, "chirp-serve-maven", 0, false); // inherits no session
    thread.setContextClassLoader(maven.getClass().getClassLoader());
    thread.setDaemon(true);
    thread.start();
    try {
      return build.get();
    } catch (ExecutionException e) {
      throw ChirpException.execution("Maven could not read the project: " + e.getCause(), e);
    }
  }
}
