package dev.chirp.internal.maven;

import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.rollout.Deployment;
import dev.chirp.internal.rollout.ReleaseSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that deploy functions, or compare them with what is deployed. */
abstract class AbstractDeployMojo extends AbstractPackageMojo {
  /** The role that the functions run with; {@code chirp:setup-iam} makes it. */
  @Parameter(property = "chirp.roleName", defaultValue = "chirp-prod")
  private String roleName;

  /**
   * The ARN of that role, if it is none of Chirp's. It is looked up before anything is written;
   * credentials that may not do so go on without. Example: {@code
   * -Dchirp.roleArn=arn:aws:iam::123456789012:role/lambda-api}.
   */
  @Parameter(property = "chirp.roleArn")
  private String roleArn;

  /** The path of the role. Example: {@code /teams/api/}. */
  @Parameter(property = "chirp.iamPath", defaultValue = "/")
  private String iamPath;

  /**
   * The S3 bucket that the zip goes through, in the region of the functions. Default: none; the zip
   * goes to Lambda directly, which takes up to 50 MB. Example: {@code -Dchirp.bucket=acme-code}.
   */
  @Parameter(property = "chirp.bucket")
  private String bucket;

  /** Tags of the functions, beside Chirp's own. Example: {@code <tags><team>api</team></tags>}. */
  @Parameter private Map<String, String> tags = new HashMap<>();

  /**
   * Removes the environment variables that a function has on Lambda and the project does not set.
   * Default: they stay.
   */
  @Parameter(property = "chirp.replaceEnvironment", defaultValue = "false")
  private boolean replaceEnvironment;

  /** Takes over functions of the same name that this project did not make. */
  @Parameter(property = "chirp.adopt", defaultValue = "false")
  private boolean adopt;

  /**
   * How many days CloudWatch keeps what functions log that this goal creates. Default: Lambda makes
   * the log groups, and keeps all for ever. Example: {@code -Dchirp.logRetentionDays=30}.
   */
  @Parameter(property = "chirp.logRetentionDays")
  private Integer logRetentionDays;

  /**
   * After how many minutes a deploy begins nothing more and waits for nothing more, from its plan
   * to its last version, alias and URL. What it did not come to is reported as skipped, or as
   * unknown; aliases of which one has moved are all moved. Example: {@code -Dchirp.timeLimit=60}.
   */
  @Parameter(property = "chirp.timeLimit", defaultValue = "30")
  private int timeLimit;

  /**
   * The alias that traffic goes by. With one, {@code chirp:deploy} publishes a version of each
   * function that changed, proves it, and moves the alias only when all are proved. Example: {@code
   * -Dchirp.alias=live}.
   */
  @Parameter(property = "chirp.alias")
  private String alias;

  /** How many versions of each function stay; those that an alias means besides. */
  @Parameter(property = "chirp.keepVersions", defaultValue = "5")
  private int keepVersions;

  /**
   * Who may call each function by a URL of its own, on the alias where there is one: {@code iam},
   * whoever signs and may; {@code public}, everybody; {@code none}, which only shows the URLs that
   * are there. Default: no URL is looked at. Example: {@code -Dchirp.functionUrl=iam}.
   */
  @Parameter(property = "chirp.functionUrl")
  private String functionUrl;

  /** What the zip goes through, if not to Lambda directly. */
  final Optional<String> bucket() {
    return given(bucket);
  }

  /** Whether versions are published, and invoked to prove them. */
  final boolean proves() {
    return given(alias).isPresent();
  }

  /** The functions as they shall be on Lambda. */
  final Deployment deployment(ProjectPackage packaged) {
    return new Deployment(
        HomeModule.owner(project()),
        functionPrefix(),
        packaged,
        new Deployment.Parameters(
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
            ReleaseSettings.of(given(alias), snapStart(), keepVersions, given(functionUrl))),
        eventFiles(),
        TerminalProgress.of(getLog(), session()));
  }
}
