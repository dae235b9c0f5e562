package dev.chirp.runtime.local;

import dev.chirp.runtime.FunctionConfiguration;
import java.time.Duration;

/** What a function is told of itself by its context. */
final class FunctionSettings {

  private static final int DEFAULT_SECONDS = 9;
  private static final int DEFAULT_MEMORY_SIZE = 512;

  final String name;
  final Duration timeout;
  final int memorySize;

  FunctionSettings(String name, Duration timeout, int memorySize) {
    if (!FunctionName.isValid(name)) {
      throw new IllegalArgumentException(FunctionName.problem(name));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("The timeout is " + timeout + ", but must be positive.");
    }
    if (memorySize <= 0) {
      throw new IllegalArgumentException(
          "The memory size is " + memorySize + " MB, but must be positive.");
    }
    this.name = name;
    this.timeout = timeout;
    this.memorySize = memorySize;
  }

  /** As the class says: its annotation, its name, and Chirp's defaults for the rest. */
  static FunctionSettings of(Class<?> function) {
    String name = FunctionName.fromClassName(function.getSimpleName());
    if (!FunctionName.isValid(name)) {
      // A lambda expression or an anonymous class has no name that a function could have.
      name = "function";
    }
    int seconds = DEFAULT_SECONDS;
    int memorySize = DEFAULT_MEMORY_SIZE;
    FunctionConfiguration own = function.getAnnotation(FunctionConfiguration.class);
    if (own != null) {
      name = own.name().isEmpty() ? name : own.name();
      seconds = own.timeout() == 0 ? seconds : own.timeout();
      memorySize = own.memorySize() == 0 ? memorySize : own.memorySize();
    }
    return new FunctionSettings(name, Duration.ofSeconds(seconds), memorySize);
  }
}
