package dev.chirp.internal.maven;

import dev.chirp.internal.aws.DefaultNames;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.rollout.ApiSettings;
import dev.chirp.internal.rollout.DeployParameters;
import dev.chirp.internal.rollout.Deployment;
import dev.chirp.internal.rollout.ReleaseSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that deploy functions, or compare them with AWS. */
abstract class AbstractDeployMojo extends AbstractPackageMojo {
  /** The role that the functions run with; {@code chirp:setup-iam} creates it. */
  @Parameter(property = "chirp.roleName", defaultValue = DefaultNames.ROLE)
  private String roleName;

  /**
   * The ARN of the role, if Chirp does not manage it. Chirp looks it up before it writes anything,
   * unless the credentials do not allow that. Example: {@code
   * -Dchirp.roleArn=arn:aws:iam::123456789012:role/lambda-api}.
   */
  @Parameter(property = "chirp.roleArn")
  private String roleArn;

  /** The path of the role. Example: {@code /teams/api/}. */
  @Parameter(property = "chirp.iamPath", defaultValue = DefaultNames.IAM_PATH)
  private String iamPath;

  /**
   * The S3 bucket for uploading the zip, in the region of the functions. Default: none; the zip
   * goes to Lambda directly, up to 50 MB. Example: {@code -Dchirp.bucket=acme-code}.
   */
  @Parameter(property = "chirp.bucket")
  private String bucket;

  /**
   * Tags of the functions, in addition to Chirp's own. Example: {@code
   * <tags><team>api</team></tags>}.
   */
  @Parameter private Map<String, String> tags = new HashMap<>();

  /**
   * Removes environment variables that a function has on Lambda but not in the project. Default:
   * they stay.
   */
  @Parameter(property = "chirp.replaceEnvironment", defaultValue = "false")
  private boolean replaceEnvironment;

  /** Takes over existing functions of the same name that this project did not create. */
  @Parameter(property = "chirp.adopt", defaultValue = "false")
  private boolean adopt;

  /**
   * Retention in days of the log groups that Chirp creates for new functions. A later change
   * applies to them too. Default: Lambda creates the log groups and keeps the logs forever.
   * Example: {@code -Dchirp.logRetentionDays=30}.
   */
  @Parameter(property = "chirp.logRetentionDays")
  private Integer logRetentionDays;

  /**
   * Time limit of a deploy in minutes, from the plan to the last version, alias and URL. After
   * that, Chirp starts no new work and stops waiting. It reports the rest as skipped or unknown,
   * but finishes moving aliases once one has moved. Example: {@code -Dchirp.timeLimit=60}.
   */
  @Parameter(property = "chirp.timeLimit", defaultValue = "" + DeployParameters.TIME_LIMIT)
  private int timeLimit;

  /**
   * The alias that receives the traffic. With an alias, {@code chirp:deploy} publishes a version of
   * each function that changed, proves it, and moves the alias only when all versions are proved.
   * Example: {@code -Dchirp.alias=live}.
   */
  @Parameter(property = "chirp.alias")
  private String alias;

  /**
   * The number of old versions of each function to keep. Versions that an alias points to always
   * stay.
   */
  @Parameter(property = "chirp.keepVersions", defaultValue = "" + ReleaseSettings.KEEP_VERSIONS)
  private int keepVersions;

  /**
   * The access to each function's own URL, on the alias if there is one: {@code iam} for signed
   * requests with permission, {@code public} for everyone, {@code none} to only show existing URLs.
   * Default: Chirp ignores URLs. Example: {@code -Dchirp.functionUrl=iam}.
   */
  @Parameter(property = "chirp.functionUrl")
  private String functionUrl;

  /**
   * The HTTP API in front of the functions that have a route, made and changed with them. Default:
   * none. Example: {@code
   * <api><cors><allowOrigins>https://example.com</allowOrigins></cors></api>}.
   */
  @Parameter private ApiConfiguration api;

  /** The bucket for the zip; empty if the zip goes to Lambda directly. */
  final Optional<String> bucket() {
    return given(bucket);
  }

  /** True if the goal publishes versions and invokes them to prove them. */
  final boolean proves() {
    return given(alias).isPresent();
  }

  /** The comparison of the functions on Lambda with their desired state. */
  final Deployment deployment(ProjectPackage packaged) {
    return deployment(packaged, true, true, true);
  }

  private Optional<ApiSettings> apiSettings() {
    return Optional.ofNullable(api)
        .map(is -> ApiSettings.of(is, project().getArtifactId(), functionPrefix()));
  }

  /**
   * The desired state of the functions on Lambda.
   *
   * @param withApi whether the API belongs to it; one function alone says nothing about the others
   */
  final Deployment deployment(
      ProjectPackage packaged, boolean withApi, boolean dryRun, boolean keepPackage) {
    return new Deployment(
        HomeModule.owner(project()),
        functionPrefix(),
        packaged,
        new DeployParameters(
            roleName,
            given(roleArn),
            iamPath,
            bucket(),
            architecture(),
            tags,
            replaceEnvironment,
            adopt,
            Optional.ofNullable(logRetentionDays).map(OptionalInt::of).orElse(OptionalInt.empty()),
            Duration.ofMinutes(timeLimit),
            ReleaseSettings.of(given(alias), snapStart(), keepVersions, given(functionUrl)),
            withApi ? apiSettings() : Optional.empty(),
            dryRun,
            keepPackage),
        eventFiles(),
        MavenProgress.watched(getLog(), session()));
  }
}
