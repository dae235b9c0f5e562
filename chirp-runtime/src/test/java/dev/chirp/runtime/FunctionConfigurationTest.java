package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class FunctionConfigurationTest {

  @FunctionConfiguration(name = "server_status", memorySize = 512, environment = "TABLE=chirps")
  private static final class Configured {}

  @Test
  void canBeReadAtRunTimeAndSaysWhatIsNotSet() {
    FunctionConfiguration configuration =
        Objects.requireNonNull(Configured.class.getAnnotation(FunctionConfiguration.class));
    assertEquals("server_status", configuration.name());
    assertEquals(512, configuration.memorySize());
    assertEquals(0, configuration.timeout());
    assertEquals("", configuration.description());
    assertEquals("", configuration.route());
    assertFalse(configuration.safe());
    assertArrayEquals(new String[] {"TABLE=chirps"}, configuration.environment());
  }
}
