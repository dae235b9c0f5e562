package dev.chirp.internal.maven;

import dev.chirp.internal.aws.ConfiguredRegion;
import dev.chirp.internal.aws.Proxies;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.rollout.AwsSession;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import dev.chirp.internal.sandbox.server.TableFiles;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.ComponentConfigurator;
import org.eclipse.aether.RepositorySystem;

/** The parameters of every goal that can call AWS. */
abstract class AbstractAwsMojo extends AbstractChirpMojo {
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
  private File buildDirectory;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Inject private RepositorySystem repositories;

  @Inject
  @Named("basic")
  private ComponentConfigurator configurator;

  /** The profile of the AWS configuration to work with. Example: {@code -Dchirp.profile=dev}. */
  @Parameter(property = "chirp.profile")
  private String profile;

  /**
   * The AWS region. Default: what the AWS configuration says. Example: {@code
   * -Dchirp.region=eu-west-1}.
   */
  @Parameter(property = "chirp.region")
  private String region;

  /** One endpoint for all services, instead of AWS's own. It is https, or on this machine. */
  @Parameter(property = "chirp.endpointUrl")
  private String endpointUrl;

  /**
   * The only account to work in, 12 digits: with credentials of another one the goal stops before
   * it changes anything.
   */
  @Parameter(property = "chirp.expectedAccount")
  private String expectedAccount;

  /**
   * How often a call to AWS is tried in all. An invocation is never repeated; what Lambda refuses
   * because there are too many calls is, for a minute, and does not count.
   */
  @Parameter(property = "chirp.maxAttempts", defaultValue = "6")
  private int maxAttempts;

  /**
   * Works with an embedded AWS on this machine, which needs no account and keeps its state under
   * {@code target/chirp/sandbox}.
   */
  @Parameter(property = "chirp.sandbox", defaultValue = "false")
  private boolean sandbox;

  /**
   * {@code CreateTable} requests, as {@code aws dynamodb create-table --cli-input-json} takes them:
   * the sandbox's DynamoDB has these tables from the beginning.
   */
  @Parameter(
      property = "chirp.tableDirectory",
      defaultValue = "${project.basedir}/src/main/aws/table")
  private File tableDirectory;

  @Override
  final void prepare() throws MojoExecutionException {
    new TypedParameters(session, execution, configurator).applyTo(this);
  }

  /** AWS as these parameters say, or the sandbox; to be closed. */
  final AwsSession aws() {
    if (sandbox) {
      libraries().addAwsSdk(); // while no other goal waits for the sandbox
      SandboxTurn turn = sandboxTurn();
      return AwsSession.ofSandbox(turn.address(), given(region), turn.own().map(own -> own::close));
    }
    return AwsSession.open(
        new AwsSession.Parameters(
            given(profile), given(region), given(endpointUrl), given(expectedAccount), maxAttempts),
        session.isOffline(),
        libraries(),
        () -> Proxies.or(new SettingsProxies(session.getRepositorySession())::of));
  }

  /** The sandbox that goals of this build share; to be closed. */
  final SandboxTurn sandboxTurn() {
    return SandboxTurn.take(sandboxBuilder(), Time.SYSTEM, new MavenProgress(getLog()));
  }

  /**
   * Fetches what the sandbox runs functions with, where one is to be run: within the invocation the
   * time that a download takes would count as the function's.
   */
  final void prepareInvocation() {
    if (sandbox) {
      libraries().runtimeInterfaceClient();
    }
  }

  /** Whether this goal calls the sandbox instead of AWS. */
  final boolean usesSandbox() {
    return sandbox;
  }

  final SandboxSettings sandboxBuilder() {
    return sandboxBuilder(sandboxDirectory());
  }

  /** A sandbox whose state is elsewhere, with the project's tables. */
  final SandboxSettings sandboxBuilder(Path directory) {
    return SandboxServer.builder()
        .directory(directory)
        .runtimeInterfaceClient(libraries()::runtimeInterfaceClient)
        .tables(new TableFiles(tableDirectory.toPath())::read)
        .faultLog(
            (request, cause) -> {
              if (cause instanceof Error && !(cause instanceof StackOverflowError)) {
                getLog().error("The sandbox failed at " + request + ": " + cause);
              }
              getLog().debug("The sandbox failed at " + request, cause);
            });
  }

  /** What makes AWS's SDKs speak to a sandbox, in the region that goals with it work in. */
  final Map<String, String> environmentOf(SandboxAddress address) {
    Map<String, String> variables = address.environment();
    String name = configuredRegion().ofSandbox();
    variables.put("AWS_REGION", name);
    variables.put("AWS_DEFAULT_REGION", name);
    return variables;
  }

  /**
   * What makes AWS's SDKs, in a function on this machine, work in the region and the profile that
   * goals work in.
   */
  final Map<String, String> awsEnvironment() {
    Map<String, String> variables = new LinkedHashMap<>();
    given(profile).ifPresent(name -> variables.put("AWS_PROFILE", name));
    variables.put("AWS_REGION", regionOfLocalRun());
    return variables;
  }

  /** A function that needs no AWS runs whatever is wrong with AWS's files. */
  private String regionOfLocalRun() {
    ConfiguredRegion configured = configuredRegion();
    try {
      return configured.find().orElse(SandboxAddress.DEFAULT_REGION);
    } catch (ChirpException e) {
      getLog()
          .warn(e.problem() + " The function's region is " + SandboxAddress.DEFAULT_REGION + ".");
      getLog().debug(e);
      return SandboxAddress.DEFAULT_REGION;
    }
  }

  private ConfiguredRegion configuredRegion() {
    return ConfiguredRegion.of(given(region), given(profile));
  }

  /**
   * Where the sandbox keeps its state: the same place for all goals of one build. That is the
   * module whose POM has the plugin, or where none has it, the project that Maven was started in.
   */
  final Path sandboxDirectory() {
    return sandboxBuild().resolve("chirp").resolve("sandbox");
  }

  private Path sandboxBuild() {
    if (session.getProjects().size() < 2) {
      return build();
    }
    List<MavenProject> homes = HomeModule.homes(session, plugin);
    if (homes.isEmpty()) {
      return Path.of(session.getTopLevelProject().getBuild().getDirectory());
    }
    return homes.size() == 1 ? Path.of(homes.get(0).getBuild().getDirectory()) : build();
  }

  /** Where this module keeps what Chirp makes of it. */
  final Path chirpDirectory() {
    return build().resolve("chirp");
  }

  private Path build() {
    // Outside of a project Maven leaves its own placeholder in the path.
    return buildDirectory.getPath().contains("${")
        ? Path.of(session.getExecutionRootDirectory(), "target")
        : buildDirectory.toPath();
  }

  final Libraries libraries() {
    return new MavenLibraries(repositories, session, plugin);
  }

  /** This goal, as it was asked for. */
  final MojoExecution execution() {
    return execution;
  }

  final MavenSession session() {
    return session;
  }

  final PluginDescriptor plugin() {
    return plugin;
  }
}
