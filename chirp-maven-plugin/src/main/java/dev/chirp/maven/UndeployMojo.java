package dev.chirp.maven;

import dev.chirp.core.Ownership;
import dev.chirp.deploy.UndeployPlan;
import dev.chirp.deploy.Undeployment;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes the project's functions and their log groups, as far as they carry Chirp's tags for this
 * project. Shows what goes and what stays, and asks.
 */
@Mojo(name = "undeploy", threadSafe = true)
public final class UndeployMojo extends AbstractFunctionsMojo {
  /** The only function to remove. Default: all. Example: {@code -Dfunction=server_status}. */
  @Parameter(property = "function")
  private String function;

  /** Shows what would be removed, and removes nothing. */
  @Parameter(property = "chirp.dryRun", defaultValue = "false")
  private boolean dryRun;

  /** Removes without asking; needed where there is no terminal, and with {@code -B}. */
  @Parameter(property = "chirp.yes", defaultValue = "false")
  private boolean yes;

  @Override
  void run() {
    Optional<String> only = FunctionChoice.named(function);
    Ownership ownership = new Ownership(project().getGroupId() + ":" + project().getArtifactId());
    try (AwsSession session = aws()) {
      Undeployment undeployment =
          new Undeployment(session.aws(), ownership, new MavenProgress(getLog()));
      String account = session.aws().identity().account();
      getLog().info("Account " + account + ", region " + session.aws().region());
      UndeployPlan plan = undeployment.plan(functionPrefix(), only);
      plan.lines().forEach(getLog()::info);
      if (plan.isEmpty()) {
        getLog().info("There is nothing to remove.");
      }
      if (!dryRun && (plan.isEmpty() || isAgreed(plan, account))) {
        undeployment.apply(plan);
      }
    }
  }

  private boolean isAgreed(UndeployPlan plan, String account) {
    String question = "Remove %s from account %s?".formatted(plan.counted(), account);
    boolean agreed = Confirmation.of(yes, session()).of(question, "mvn chirp:undeploy");
    if (!agreed) {
      getLog().info("Nothing was removed.");
    }
    return agreed;
  }
}
