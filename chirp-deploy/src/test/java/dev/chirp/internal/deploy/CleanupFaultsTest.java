package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 29: the uploaded object is deleted. */
class CleanupFaultsTest {
  @TempDir private Path directory;

  @Row(29)
  @ParameterizedTest
  @CsvSource({"403, AccessDenied, 1", "500, InternalError, 18"})
  void row29UndeletedUploadIsNamedAndNotAFailure(int status, String code, int tries)
      throws IOException {
    try (DeployWorld world = new DeployWorld(directory)) {
      world.makeBucket();
      world.faults().on("s3:DeleteObject").then(Fault.refused(status, code, "No."));
      DeployReport report = world.deployThroughBucket(1, "one");
      report.check();
      assertTrue(report.isSuccess());
      assertEquals(tries, world.count("s3:DeleteObject"));
      String left = report.leftovers().get(0);
      assertTrue(left.startsWith("s3://acme-code/chirp/acme.api/"), left);
      assertTrue(world.said.contain("WARN " + left + " stays: "), world.said.lines::toString);
      String json = Files.readString(report.writeTo(directory.resolve("report")));
      assertTrue(json.contains("\"leftovers\" : [ \"" + left + "\" ]"), json);
    }
  }

  @Test
  void retriedDeletionLeavesNothing() {
    try (DeployWorld world = new DeployWorld(directory)) {
      world.makeBucket();
      world
          .faults()
          .on("s3:DeleteObject")
          .number(1)
          .then(Fault.refused(500, "InternalError", "No."));
      assertTrue(world.deployThroughBucket(1, "one").leftovers().isEmpty());
    }
  }
}
