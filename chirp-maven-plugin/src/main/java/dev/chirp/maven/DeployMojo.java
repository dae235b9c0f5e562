package dev.chirp.maven;

import dev.chirp.project.ProjectFunction;
import dev.chirp.project.ProjectFunctions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Creates or updates the project's functions on Lambda, all from one zip, and only what differs.
 *
 * <p>Compiles what changed and packs first. Shows the plan, changes what differs in parallel, and
 * proves each function by Lambda's own word. What was done stands in {@code
 * target/chirp/deploy-report.json}: {@code mvn chirp:deploy -Dchirp.sandbox}.
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
    try (EarlyAws aws = EarlyAws.open(this::aws, bucket().isPresent())) {
      deploy(wanted, aws);
    }
  }

  private void deploy(Optional<String> wanted, EarlyAws aws) {
    ProjectFunctions all = compiledFunctions();
    Collection<ProjectFunction> chosen =
        wanted.isPresent() ? choice().choose(wanted, all).stream().toList() : all.all();
    if (!chosen.isEmpty()) {
      if (proves()) {
        prepareInvocation();
      }
      Path reports = fromHere(sandboxDirectory().resolveSibling(""));
      deployment(projectPackage(all))
          .deploy(chosen, libraries(), aws::get, reports, dryRun, keepPackage);
    } else if (session().getProjects().size() == 1) {
      throw all.none();
    }
  }

  @Override
  void skipped() {
    FunctionChoice.named(function).ifPresent(name -> choice().passOver(Optional.of(name)));
  }

  private FunctionChoice choice() {
    return new FunctionChoice(session(), project(), execution(), getLog());
  }
}
