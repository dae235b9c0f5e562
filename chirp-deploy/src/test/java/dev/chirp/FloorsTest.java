package dev.chirp;

import dev.chirp.testkit.Floors;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    new Floors("dev.chirp")
        .with("aws")
        .with("deploy", "iam", "release", "remote")
        .with("rollout")
        .check();
  }
}
