package dev.chirp.internal.maven;

import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.rollout.EarlyAws;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Creates or updates the project's functions on Lambda from one zip. Changes only what differs.
 *
 * <p>Compiles and packages first. Shows the plan, applies it in parallel, and reads each function
 * back to prove it. The report is {@code target/chirp/deploy-report.json}. Example: {@code mvn
 * chirp:deploy -Dchirp.sandbox}.
 */
@Mojo(name = "deploy", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class DeployMojo extends AbstractDeployMojo {
  /** Deploys only this function. Example: {@code -Dfunction=server_status}. */
  @Parameter(property = "function")
  private String function;

  /** Shows the plan and stops. */
  @Parameter(property = "chirp.dryRun", defaultValue = "false")
  private boolean dryRun;

  /** Keeps the zip under {@code target/chirp} after the deploy. */
  @Parameter(property = "chirp.keepPackage", defaultValue = "false")
  private boolean keepPackage;

  @Override
  void run() {
    Optional<String> wanted = FunctionChoice.named(function);
    if (session().getProjects().size() > 1) {
      ProjectFunctions all = compiledFunctions();
      Collection<ProjectFunction> chosen = chosen(wanted, all);
      modules().requireDistinct(execution(), wanted);
      if (!chosen.isEmpty()) { // before the sandbox, which a module without functions does not need
        try (EarlyAws aws = early()) {
          deploy(all, chosen, aws);
        }
      }
      return;
    }
    try (EarlyAws aws = early()) {
      ProjectFunctions all = compiledFunctions();
      Collection<ProjectFunction> chosen = chosen(wanted, all);
      if (chosen.isEmpty()) {
        throw all.none();
      }
      deploy(all, chosen, aws);
    }
  }

  private EarlyAws early() {
    return EarlyAws.open(this::aws, bucket().isPresent(), new MavenProgress(getLog()));
  }

  private Collection<ProjectFunction> chosen(Optional<String> wanted, ProjectFunctions all) {
    return wanted.isPresent() ? choice().choose(wanted, all).stream().toList() : all.complete();
  }

  private void deploy(ProjectFunctions all, Collection<ProjectFunction> chosen, EarlyAws aws) {
    if (proves()) {
      prepareInvocation();
    }
    Path reports = WorkingDirectory.relativize(chirpDirectory());
    deployment(projectPackage(all), FunctionChoice.named(function).isEmpty(), dryRun, keepPackage)
        .deploy(chosen, libraries(), aws::get, reports);
  }

  @Override
  void skipped() {
    FunctionChoice.named(function).ifPresent(name -> choice().passOver(Optional.of(name)));
  }
}
