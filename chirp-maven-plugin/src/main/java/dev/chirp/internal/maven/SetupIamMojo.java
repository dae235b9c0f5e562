package dev.chirp.internal.maven;

import dev.chirp.internal.aws.DefaultNames;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.iam.DeployerNeeds;
import dev.chirp.internal.iam.IamSettings;
import dev.chirp.internal.iam.PolicyChoice;
import dev.chirp.internal.project.FunctionPrefix;
import dev.chirp.internal.rollout.SetupIam;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Creates or updates the functions' execution role and its policy. Shows the difference first; a
 * second run changes nothing. The policy lets the functions write their own logs and use the tables
 * and buckets named here.
 */
@Mojo(name = "setup-iam", requiresProject = false, threadSafe = true)
public final class SetupIamMojo extends AbstractAwsMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Inject private LifecycleExecutor lifecycle;

  @Inject private BuildPluginManager plugins;

  /** The role's name. Example: {@code -Dchirp.roleName=chirp-test}. */
  @Parameter(property = "chirp.roleName", defaultValue = DefaultNames.ROLE)
  private String roleName;

  /** The policy's name. Example: {@code -Dchirp.policyName=chirp-test-policy}. */
  @Parameter(property = "chirp.policyName", defaultValue = DefaultNames.POLICY)
  private String policyName;

  /** The path of role and policy in IAM. Example: {@code -Dchirp.iamPath=/my-team/}. */
  @Parameter(property = "chirp.iamPath", defaultValue = DefaultNames.IAM_PATH)
  private String iamPath;

  /**
   * The ARN of the permissions boundary of the role. Default: none; an existing boundary stays.
   * Example: {@code -Dchirp.permissionsBoundary=arn:aws:iam::123456789012:policy/boundary}.
   */
  @Parameter(property = "chirp.permissionsBoundary")
  private String permissionsBoundary;

  /**
   * Tags of role and policy, in addition to the two tags by which Chirp recognizes its own
   * resources. Default: none. Example: {@code <tags><team>birds</team></tags>}.
   */
  @Parameter private Map<String, String> tags = new HashMap<>();

  /**
   * The DynamoDB tables that the functions read and write. Actions after a colon limit the access
   * to these. Default: none. Example: {@code <tables><table>chirp: GetItem
   * PutItem</table></tables>}.
   */
  @Parameter(property = "chirp.tables")
  private List<String> tables = new ArrayList<>();

  /**
   * The buckets that the functions read and write; a key prefix limits the access to a part of a
   * bucket, and actions after a colon to these actions. Default: none. Example: {@code
   * <buckets><bucket>my-pictures/small/: GetObject</bucket></buckets>}.
   */
  @Parameter(property = "chirp.buckets")
  private List<String> buckets = new ArrayList<>();

  /**
   * The bucket for uploading zips. The functions get no access to the zips in it. Default: none.
   * Example: {@code -Dchirp.bucket=my-deployments}.
   */
  @Parameter(property = "chirp.bucket")
  private String bucket;

  /** The prefix of function names on Lambda. Example: {@code -Dchirp.functionPrefix=t_}. */
  @Parameter(property = "chirp.functionPrefix", defaultValue = FunctionPrefix.DEFAULT)
  private String functionPrefix;

  /**
   * A file with the functions' policy, which replaces Chirp's own; Chirp fills in <code>
   *  ${partition}</code>, <code>${region}</code> and <code>${account}</code>. Default: none.
   * Example: {@code -Dchirp.policyFile=src/main/aws/policy.json}.
   */
  @Parameter(property = "chirp.policyFile")
  private File policyFile;

  /**
   * {@code default}; {@code tutorial}: the functions may do anything with S3, DynamoDB and logs; or
   * {@code print}: changes nothing, and prints the policies of the role and of the deployers as
   * JSON. Example: {@code -Dchirp.policy=print}.
   */
  @Parameter(property = "chirp.policy", defaultValue = "default")
  private String policy;

  /**
   * The alias that the project deploys to. Deployers then need more permissions. Example: {@code
   * -Dchirp.alias=live}.
   */
  @Parameter(property = "chirp.alias")
  private String alias;

  /**
   * The access to function URLs that the project configures. Deployers then need more permissions.
   * Example: {@code -Dchirp.functionUrl=iam}.
   */
  @Parameter(property = "chirp.functionUrl")
  private String functionUrl;

  /** The HTTP API that the project deploys. Deployers then need more permissions. */
  @Parameter private ApiConfiguration api;

  /** Shows the difference and changes nothing. Example: {@code -Dchirp.dryRun}. */
  @Parameter(property = "chirp.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * Takes over an existing role or policy of that name that this project did not create. Example:
   * {@code -Dchirp.adopt}.
   */
  @Parameter(property = "chirp.adopt", defaultValue = "false")
  private boolean adopt;

  @Override
  void run() {
    if (isBeforeDeploy()) {
      new ModuleFunctions(lifecycle, session(), plugin())
          .requireDistinct(
              execution(), given(session().getUserProperties().getProperty("function", "")));
    }
    HomeModule module = new HomeModule(lifecycle, plugins, session(), project, plugin());
    if (module.runsElsewhere("setup-iam")) {
      return;
    }
    IamSettings settings =
        new IamSettings(
            roleName,
            policyName,
            iamPath,
            given(permissionsBoundary),
            tags,
            tables,
            buckets,
            given(bucket),
            session().getUserProperties().getProperty("chirp.functionPrefix", functionPrefix),
            Optional.ofNullable(policyFile).map(File::toPath).map(WorkingDirectory::relativize),
            PolicyChoice.of(policy) == PolicyChoice.TUTORIAL,
            module.owner());
    SetupIam goal = new SetupIam(settings, this::aws, new MavenProgress(getLog()));
    if (PolicyChoice.of(policy) == PolicyChoice.PRINT) {
      AbstractFunctionsMojo.print(
          goal.print(
              new DeployerNeeds(
                  given(alias).isPresent(),
                  given(functionUrl).map(FunctionUrl.Access::parse),
                  Optional.ofNullable(api).isPresent())));
    } else {
      goal.converge(adopt, dryRun);
    }
  }

  /** True if the same command also deploys, so that its mistakes are found first. */
  private boolean isBeforeDeploy() {
    String deploy =
        "(%s|%s(:[^:]+)?):deploy(@.*)?"
            .formatted(
                Pattern.quote(plugin().getGoalPrefix()),
                Pattern.quote(plugin().getPluginLookupKey()));
    return session().getGoals().stream().anyMatch(goal -> goal.matches(deploy));
  }
}
