package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.deploy.CurrentReport;
import dev.chirp.internal.deploy.DeployRequest;
import dev.chirp.internal.deploy.DeployWorld;
import dev.chirp.internal.deploy.Deployer;
import dev.chirp.internal.deploy.FunctionSpec;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.release.ReleaseFunction;
import dev.chirp.internal.release.ReleaseRequest;
import dev.chirp.internal.release.Releaser;
import dev.chirp.internal.release.UnmovedAliasWarnings;
import dev.chirp.internal.url.FunctionUrls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A deploy like {@code chirp:deploy}, but without Maven, in a JVM that a signal may end. */
public final class DeployStepsMain {
  private DeployStepsMain() {}

  /**
   * Deploys, and ends like Maven.
   *
   * @param arguments endpoint, number of functions, zip, its SHA-256, folder of the report, an
   *     alias or an empty text, and the access key id
   */
  public static void main(String[] arguments) throws IOException {
    AwsSettings settings =
        AwsSettings.ofSandbox(
            new SandboxAddress(URI.create(arguments[0]), arguments[6]), Optional.of("eu-west-1"));
    Progress progress = new Printed();
    Path zip = Path.of(arguments[2]);
    List<FunctionSpec> specs = DeployWorld.specs(Integer.parseInt(arguments[1]));
    CodePackage code = new CodePackage(zip, arguments[3], Files.size(zip), Files.size(zip));
    Optional<AliasName> alias =
        Optional.of(arguments[5]).filter(name -> !name.isEmpty()).map(AliasName::new);
    try (Aws aws = Aws.connect(settings)) {
      DeployRequest request = DeployWorld.requested(specs, code, Optional.of("acme-code"));
      DeploySteps steps =
          new DeploySteps(
              new Deployer(aws, request, progress),
              alias.map(name -> releasing(specs, code, name, aws, progress)),
              alias.map(
                  name ->
                      new UrlStep(
                          new FunctionUrls(aws, FunctionUrl.Access.IAM, alias, progress),
                          aws,
                          progress)),
              Optional.empty(),
              new UnmovedAliasWarnings(aws, progress),
              TimeLimit.of(aws.time(), Duration.ofMinutes(30)),
              progress);
      steps.apply(steps.plan(), CurrentReport.into(Path.of(arguments[4]), progress)).check();
      System.gc();
      Runtime jvm = Runtime.getRuntime();
      progress.detail("heap in use: " + ((jvm.totalMemory() - jvm.freeMemory()) >> 20) + " MB");
    } catch (ChirpException e) {
      System.out.println("ERROR " + e.getMessage());
      System.exit(1);
    }
  }

  private static ReleaseStep releasing(
      List<FunctionSpec> specs, CodePackage code, AliasName alias, Aws aws, Progress progress) {
    List<ReleaseFunction> functions =
        specs.stream()
            .map(
                spec -> new ReleaseFunction(spec.name(), spec.lambdaName(), "it has no event file"))
            .toList();
    ReleaseRequest request = new ReleaseRequest(functions, alias, code.codeSha256(), 5);
    return new ReleaseStep(
        new Releaser(aws, request, (function, version) -> Optional.empty(), progress), alias, aws);
  }

  /** Prints all messages. */
  private static final class Printed implements Progress {
    @Override
    public void say(String line) {
      System.out.println(line);
    }

    @Override
    public void warn(String line) {
      System.out.println("WARN " + line);
    }

    @Override
    public void detail(String line) {
      System.out.println("DEBUG " + line);
    }

    @Override
    public void status(String text) {}
  }
}
