package dev.chirp.runtime.local;

/** What a local run takes from the machine it runs on; read here and nowhere else. */
class LocalMachine {

  String variable(String name, String defaultValue) {
    return System.getenv().getOrDefault(name, defaultValue);
  }

  /** The time of day, in milliseconds since 1970. */
  long millis() {
    return System.currentTimeMillis();
  }

  /** For durations. */
  long nanos() {
    return System.nanoTime();
  }
}
