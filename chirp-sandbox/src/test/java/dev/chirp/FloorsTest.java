package dev.chirp;

import dev.chirp.testkit.Floors;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    new Floors("dev.chirp.sandbox")
        .with("http")
        .with("lambda")
        .with("dynamodb", "iam", "logs", "s3", "sts")
        .with("")
        .check();
  }
}
