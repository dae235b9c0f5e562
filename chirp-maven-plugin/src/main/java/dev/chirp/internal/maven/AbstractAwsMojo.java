package dev.chirp.internal.maven;

import dev.chirp.internal.aws.ConfiguredRegion;
import dev.chirp.internal.aws.Proxies;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.rollout.AwsSession;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import dev.chirp.internal.sandbox.server.TableFiles;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
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

  /** The profile of the AWS configuration to use. Example: {@code -Dchirp.profile=dev}. */
  @Parameter(property = "chirp.profile")
  private String profile;

  /**
   * The AWS region. Default: the region of the AWS configuration. Example: {@code
   * -Dchirp.region=eu-west-1}.
   */
  @Parameter(property = "chirp.region")
  private String region;

  /** One endpoint for all services, in place of AWS. It must be https or on this machine. */
  @Parameter(property = "chirp.endpointUrl")
  private String endpointUrl;

  /**
   * The only account to work in, 12 digits. With credentials of another account, the goal stops
   * before it changes anything.
   */
  @Parameter(property = "chirp.expectedAccount")
  private String expectedAccount;

  /**
   * The maximum number of tries for a call to AWS. Chirp never repeats an invocation. Calls that
   * Lambda throttles are repeated for a minute and do not count.
   */
  @Parameter(property = "chirp.maxAttempts", defaultValue = "6")
  private int maxAttempts;

  /**
   * Uses an embedded AWS on this machine. It needs no account and keeps its state under {@code
   * target/chirp/sandbox}.
   */
  @Parameter(property = "chirp.sandbox", defaultValue = "false")
  private boolean sandbox;

  /**
   * A folder of {@code CreateTable} requests in the format of {@code aws dynamodb create-table
   * --cli-input-json}. The sandbox creates these tables when it starts.
   */
  @Parameter(
      property = "chirp.tableDirectory",
      defaultValue = "${project.basedir}/src/main/aws/table")
  private File tableDirectory;

  @Override
  final void prepare() throws MojoExecutionException {
    new TypedParameters(session, execution, configurator).applyTo(this);
  }

  /** AWS or the sandbox, according to the parameters. Close it after use. */
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

  /**
   * The AWS that functions on this machine call: the sandbox, once it is this goal's turn, or AWS
   * with the goals' region and profile.
   */
  final Supplier<AwsEnvironment> functionsAws(boolean inSandbox) {
    return () ->
        inSandbox
            ? sandboxEnvironment(false)
            : AwsEnvironment.of(configuredRegion().ofLocalRun(new MavenProgress(getLog())));
  }

  /**
   * The sandbox for functions. Close it after use.
   *
   * @param shared true if the goals of other builds use it meanwhile
   */
  final AwsEnvironment sandboxEnvironment(boolean shared) {
    String region = sandboxRegion(); // which may be wrong, so before there is a sandbox to close
    SandboxTurn turn = sandboxTurn();
    return (shared ? turn.shared() : turn).environment(region);
  }

  /** The sandbox that the goals of this build share. Close it after use. */
  private SandboxTurn sandboxTurn() {
    return SandboxTurn.take(sandboxBuilder(), Time.SYSTEM, new MavenProgress(getLog()));
  }

  /**
   * Downloads the runtime interface client if the sandbox will run functions. During an invocation,
   * the download would count as the function's time.
   */
  final void prepareInvocation() {
    if (sandbox) {
      libraries().runtimeInterfaceClient();
    }
  }

  /** True if this goal calls the sandbox instead of AWS. */
  final boolean usesSandbox() {
    return sandbox;
  }

  final SandboxSettings sandboxBuilder() {
    return sandboxBuilder(sandboxDirectory());
  }

  /** A sandbox with its state in another directory, with the project's tables. */
  final SandboxSettings sandboxBuilder(Path directory) {
    return SandboxServer.builder()
        .directory(directory)
        .runtimeInterfaceClient(libraries()::runtimeInterfaceClient)
        .tables(new TableFiles(tableDirectory.toPath())::read)
        .faultLog(
            (request, cause) -> {
              if (cause instanceof Error && !(cause instanceof StackOverflowError)) {
                getLog().error("The sandbox failed on " + request + ": " + cause);
              }
              getLog().debug("The sandbox failed on " + request, cause);
            });
  }

  /** The region of the sandbox goals. */
  final String sandboxRegion() {
    return configuredRegion().ofSandbox();
  }

  private ConfiguredRegion configuredRegion() {
    return ConfiguredRegion.of(given(region), given(profile));
  }

  /**
   * The state directory of the sandbox, the same for all goals of one build. It belongs to the
   * module whose POM has the plugin, or otherwise to the project that Maven was started in.
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

  /** The directory of Chirp's files for this module. */
  final Path chirpDirectory() {
    return build().resolve("chirp");
  }

  private Path build() {
    // Without a project, Maven leaves a placeholder in the path.
    return buildDirectory.getPath().contains("${")
        ? Path.of(session.getExecutionRootDirectory(), "target")
        : buildDirectory.toPath();
  }

  final Libraries libraries() {
    return new MavenLibraries(repositories, session, plugin);
  }

  /** The execution of this goal. */
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
