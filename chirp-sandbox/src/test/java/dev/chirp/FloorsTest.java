package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.testkit.Floors;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    Floors floors =
        new Floors("dev.chirp.sandbox")
            .with("http")
            .with("lambda")
            .with("dynamodb", "iam", "logs", "s3", "sts")
            .with("");
    assertEquals(List.of(), floors.violations());
  }
}
