package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentReportTest {
  @TempDir private Path directory;

  @Test
  void unwritableReportDoesNotHideOutcomes() throws IOException {
    Path noFolder = Files.writeString(directory.resolve("file"), "");
    try (DeployWorld world = new DeployWorld(directory)) {
      CurrentReport current = CurrentReport.into(noFolder, world.said);
      DeployRequest request = world.request(DeployWorld.specs(1), world.zip("one"));
      Deployer deployer = new Deployer(world.aws, request, world.said);
      try (StartGate gate = StartGate.begin(world.said)) {
        DeployReport report = deployer.apply(deployer.plan(), current::addLate, gate);
        current.add(report);
        assertEquals("1 function: 1 created", report.summary());
      }
      assertTrue(world.said.contain("WARN The report "));
      assertThrows(ChirpException.class, current::check);
    }
  }

  @Test
  void startOfARunDeletesThePreviousReport() throws IOException {
    Path old = Files.writeString(directory.resolve("deploy-report.json"), "{}");
    CurrentReport.into(directory, new RecordedProgress()).check();
    assertFalse(Files.exists(old));
  }
}
