package dev.chirp.runtime.local;

/** The clocks and the environment of this machine. No other class of local runs reads them. */
class LocalMachine {

  String variable(String name, String defaultValue) {
    return System.getenv().getOrDefault(name, defaultValue);
  }

  /** The time of day, in milliseconds since 1970. */
  long millis() {
    return System.currentTimeMillis();
  }

  /** A clock for durations. */
  long nanos() {
    return System.nanoTime();
  }
}
