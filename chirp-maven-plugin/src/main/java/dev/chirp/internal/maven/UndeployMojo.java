package dev.chirp.internal.maven;

import dev.chirp.internal.aws.DefaultNames;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Confirmation;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.rollout.Removal;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes the API, functions and log groups that have Chirp's tags for this project. Shows what
 * goes and what stays, and asks first. Role and policy stay, unless {@code -Dchirp.withRole} is
 * given.
 */
@Mojo(name = "undeploy", threadSafe = true)
public final class UndeployMojo extends AbstractFunctionsMojo {
  /** The only function to remove. Default: all. Example: {@code -Dfunction=server_status}. */
  @Parameter(property = "function")
  private String function;

  /** Shows what would be removed, and removes nothing. Example: {@code -Dchirp.dryRun}. */
  @Parameter(property = "chirp.dryRun", defaultValue = "false")
  private boolean dryRun;

  /** Removes without asking; required without a terminal, and with {@code -B}. */
  @Parameter(property = "chirp.yes", defaultValue = "false")
  private boolean yes;

  /** Removes the role and the policy too, if Chirp created them for this project. */
  @Parameter(property = "chirp.withRole", defaultValue = "false")
  private boolean withRole;

  /** The role's name. Example: {@code -Dchirp.roleName=chirp-test}. */
  @Parameter(property = "chirp.roleName", defaultValue = DefaultNames.ROLE)
  private String roleName;

  /** The policy's name. Example: {@code -Dchirp.policyName=chirp-test-policy}. */
  @Parameter(property = "chirp.policyName", defaultValue = DefaultNames.POLICY)
  private String policyName;

  /** The path of role and policy in IAM. Example: {@code -Dchirp.iamPath=/my-team/}. */
  @Parameter(property = "chirp.iamPath", defaultValue = DefaultNames.IAM_PATH)
  private String iamPath;

  /** The HTTP API that the project deploys. It is removed too. */
  @Parameter private ApiConfiguration api;

  @Override
  void run() {
    Optional<String> only = FunctionChoice.named(function);
    if (withRole && only.isPresent()) {
      throw ChirpException.project(
              "chirp.withRole removes the role of all functions, but -Dfunction names one function.")
          .withSuggestion("mvn chirp:undeploy -Dchirp.withRole");
    }
    if (!withRole && session().getProjects().size() > 1 && project().getPackaging().equals("pom")) {
      getLog().info("Module '" + project().getArtifactId() + "' has no functions.");
      skipped();
      return;
    }
    new Removal(
            HomeModule.owner(project()),
            functionPrefix(),
            only,
            Optional.ofNullable(api).isPresent(),
            withRole
                ? Optional.of(new Removal.Role(roleName, iamPath, policyName))
                : Optional.empty(),
            dryRun,
            new MavenProgress(getLog()))
        .run(this::aws, new MavenDialog(only));
  }

  @Override
  void skipped() {
    Optional<String> only = FunctionChoice.named(function);
    if (only.isPresent() && choice().isLastWithout(false) && session().getProjects().size() > 1) {
      throw ChirpException.project(
              "No module of this build has created a function '%s'.".formatted(only.get()))
          .withSuggestion("mvn chirp:undeploy -Dchirp.dryRun, for a list of all functions");
    }
  }

  /** The dialog with the user of this build. */
  private final class MavenDialog implements Removal.Dialog {
    private final Optional<String> only;

    private MavenDialog(Optional<String> only) {
      this.only = only;
    }

    /** A named function belongs to one module. The last module fails if no module owns it. */
    @Override
    public boolean looksElsewhere(boolean foundNothing) {
      if (only.isEmpty() || choice().isLastWithout(!foundNothing) || !foundNothing) {
        return false;
      }
      getLog()
          .info(
              "Module '%s' has not created a function '%s'."
                  .formatted(project().getArtifactId(), only.get()));
      return true;
    }

    @Override
    public boolean agrees(String question) {
      boolean agreed =
          Confirmation.of(yes, session().getRequest().isInteractiveMode()).of(question);
      if (!agreed) {
        getLog().info("Nothing was removed.");
      }
      return agreed;
    }
  }
}
