package dev.chirp.internal.maven;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.rollout.AliasRollback;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Moves the aliases that the last release has moved back to their previous versions, all or none.
 * The next rollback undoes it.
 */
@Mojo(name = "rollback", threadSafe = true)
public final class RollbackMojo extends AbstractFunctionsMojo {
  /** The only function to roll back. Default: all. Example: {@code -Dfunction=server_status}. */
  @Parameter(property = "function")
  private String function;

  /** The alias that receives the traffic. Example: {@code -Dchirp.alias=live}. */
  @Parameter(property = "chirp.alias")
  private String alias;

  /** The version to move to. Default: the previous version. Example: {@code -Dchirp.to=4}. */
  @Parameter(property = "chirp.to")
  private String to;

  /** Shows the plan and stops. */
  @Parameter(property = "chirp.dryRun", defaultValue = "false")
  private boolean dryRun;

  /** The HTTP API that the project deploys. It moves back with the aliases. */
  @Parameter private ApiConfiguration api;

  @Override
  void run() {
    new AliasRollback(
            HomeModule.owner(project()),
            aliasName(),
            functionPrefix(),
            FunctionChoice.named(function).map(each -> functionPrefix() + each),
            given(to),
            Optional.ofNullable(api).isPresent(),
            dryRun,
            MavenProgress.watched(getLog(), session()))
        .run(this::aws);
  }

  private AliasName aliasName() {
    return new AliasName(
        given(alias)
            .orElseThrow(
                () ->
                    ChirpException.project(
                            "chirp:rollback needs an alias: only aliases remember their previous version.")
                        .withSuggestion("mvn chirp:rollback -Dchirp.alias=live")));
  }
}
