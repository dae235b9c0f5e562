package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.testkit.Floors;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    Floors floors =
        new Floors("dev.chirp.internal")
            .with("process", "project")
            .with("invoke", "pack", "selfcontained")
            .with("packaging");
    assertEquals(List.of(), floors.violations());
  }
}
