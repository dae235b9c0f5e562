package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.testkit.Floors;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    Floors floors =
        new Floors("dev.chirp")
            .with("internal.sandbox.http")
            .with("internal.sandbox.lambda")
            .with(
                "internal.sandbox.apigateway",
                "internal.sandbox.dynamodb",
                "internal.sandbox.iam",
                "internal.sandbox.logs",
                "internal.sandbox.s3")
            .with("internal.sandbox.server")
            .with("sandbox");
    assertEquals(List.of(), floors.violations());
  }
}
