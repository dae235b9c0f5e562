package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedProjectTest {
  private final ServedProject project = new ServedProject();

  private static CorsSettings allowing(String origin) {
    return new CorsSettings(List.of(origin), List.of(), List.of(), List.of(), 0, false);
  }

  @Test
  void anyModuleMayHaveTheCorsSettings() {
    project.add("a", CorsSettings.NONE);
    project.add("b", allowing("http://localhost:3000"));
    project.add("c", CorsSettings.NONE);
    project.add("d", allowing("http://localhost:3000"));
    assertEquals(allowing("http://localhost:3000"), project.sources(Instant.EPOCH).api().cors());
  }

  @Test
  void modulesWithDifferentCorsSettingsAreRefused() {
    project.add("a", allowing("http://localhost:3000"));
    project.add("b", CorsSettings.NONE);
    ChirpException refused =
        assertThrows(
            ChirpException.class, () -> project.add("c", allowing("http://localhost:4000")));
    assertEquals(
        "Modules 'a' and 'c' have different <cors>, but their functions are one API.\n"
            + "Try: <api> in the parent POM, which both inherit",
        refused.getMessage());
  }

  @Test
  void modulesAreCounted() {
    assertEquals(1, project.count("a"));
    assertEquals(2, project.count("a"));
  }
}
