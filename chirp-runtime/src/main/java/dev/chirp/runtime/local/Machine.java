package dev.chirp.runtime.local;

import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/** What a local run takes from the machine it runs on; read here and nowhere else. */
record Machine(Map<String, String> environment, Clock clock, LongSupplier nanoTime) {

  Machine {
    environment = Map.copyOf(environment);
  }

  static Machine current() {
    return new Machine(System.getenv(), Clock.systemUTC(), System::nanoTime);
  }

  String variable(String name, String defaultValue) {
    return environment.getOrDefault(name, defaultValue);
  }
}
