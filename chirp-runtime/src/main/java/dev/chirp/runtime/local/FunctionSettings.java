package dev.chirp.runtime.local;

import dev.chirp.runtime.FunctionConfiguration;
import java.time.Duration;
import java.util.Optional;

/** What a function is told of itself by its context. */
record FunctionSettings(String name, Duration timeout, int memorySize) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(9);
  private static final int DEFAULT_MEMORY_SIZE = 512;

  FunctionSettings {
    if (!FunctionName.isValid(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no function name: letters, digits, - and _ only, at most 64.");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("The timeout is " + timeout + ", but must be positive.");
    }
    if (memorySize <= 0) {
      throw new IllegalArgumentException(
          "The memory size is " + memorySize + " MB, but must be positive.");
    }
  }

  /** As the class says: its annotation, its name, and Chirp's defaults for the rest. */
  static FunctionSettings of(Class<?> function) {
    String name = FunctionName.fromClassName(function.getSimpleName());
    // A lambda expression or an anonymous class has no name that a function could have.
    FunctionSettings defaults =
        new FunctionSettings(
            FunctionName.isValid(name) ? name : "function", DEFAULT_TIMEOUT, DEFAULT_MEMORY_SIZE);
    return Optional.ofNullable(function.getAnnotation(FunctionConfiguration.class))
        .map(defaults::overriddenBy)
        .orElse(defaults);
  }

  FunctionSettings withName(String newName) {
    return new FunctionSettings(newName, timeout, memorySize);
  }

  FunctionSettings withTimeout(Duration newTimeout) {
    return new FunctionSettings(name, newTimeout, memorySize);
  }

  FunctionSettings withMemorySize(int newMemorySize) {
    return new FunctionSettings(name, timeout, newMemorySize);
  }

  private FunctionSettings overriddenBy(FunctionConfiguration configuration) {
    return new FunctionSettings(
        configuration.name().isEmpty() ? name : configuration.name(),
        configuration.timeout() == 0 ? timeout : Duration.ofSeconds(configuration.timeout()),
        configuration.memorySize() == 0 ? memorySize : configuration.memorySize());
  }
}
