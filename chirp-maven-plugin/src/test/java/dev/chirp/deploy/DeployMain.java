package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** A deploy in a JVM of its own, as {@code chirp:deploy} does it, on the machine's clock. */
final class DeployMain {
  /** Lines on stdout. */
  private static final class Printed implements Progress {
    @Override
    public void say(String line) {
      System.out.println(line);
    }

    @Override
    public void warn(String line) {
      System.out.println(line);
    }

    @Override
    public void detail(String line) {
      System.out.println("DEBUG " + line);
    }

    @Override
    public void status(String text) {}
  }

  private DeployMain() {}

  /** Endpoint, zip, its hash, bucket or nothing, number of functions, folder of the report. */
  public static void main(String[] arguments) throws IOException {
    Path zip = Path.of(arguments[1]);
    DeployRequest request =
        new DeployRequest(
            DeployWorld.specs(Integer.parseInt(arguments[4])),
            new CodePackage(zip, arguments[2], Files.size(zip), Files.size(zip)),
            new Ownership("acme:api"),
            new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
            Optional.of(arguments[3]).filter(name -> !name.isEmpty()),
            false,
            false,
            OptionalInt.empty());
    AwsSettings settings =
        new AwsSettings(
            Optional.empty(),
            Optional.of("eu-west-1"),
            Optional.of(URI.create(arguments[0])),
            true,
            Optional.empty(),
            2);
    Printed progress = new Printed();
    try (Aws aws = Aws.connect(settings)) {
      Deployer deployer = new Deployer(aws, request, progress);
      ReportWriting writing = ReportWriting.into(Path.of(arguments[5]), progress);
      DeployPlan plan = deployer.plan();
      plan.lines().forEach(progress::say);
      deployer.apply(plan, writing).check();
      System.gc();
      Runtime jvm = Runtime.getRuntime();
      progress.detail("heap in use: " + ((jvm.totalMemory() - jvm.freeMemory()) >> 20) + " MB");
    } catch (ChirpException e) {
      System.out.println("ERROR " + e.getMessage());
      System.exit(1);
    }
  }
}
