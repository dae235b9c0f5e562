package dev.chirp.runtime.local;

import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The clocks and the environment of this machine. No other class of local runs reads them. */
class LocalMachine {

  private static final long DAY = 86_400_000;

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

  /** The log stream that the environment names, as on Lambda, or a new name of the same form. */
  final String logStreamName() {
    String given = variable("AWS_LAMBDA_LOG_STREAM_NAME", "");
    if (!given.isEmpty()) {
      return given;
    }
    String day = LocalDate.ofEpochDay(millis() / DAY).toString().replace('-', '/');
    return day + "/[$LATEST]" + newId().replace("-", "");
  }

  /**
   * A random UUID. It only tells local runs apart; a secure generator would cost too much start-up
   * time.
   */
  final String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant2 = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(version4, variant2).toString();
  }
}
