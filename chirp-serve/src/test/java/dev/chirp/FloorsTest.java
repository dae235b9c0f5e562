package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.testkit.Floors;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    assertEquals(
        List.of(),
        new Floors("dev.chirp.internal.serve")
            .with("code")
            .with("openapi", "page", "reload")
            .with("")
            .violations());
  }
}
