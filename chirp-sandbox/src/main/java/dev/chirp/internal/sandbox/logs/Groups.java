package dev.chirp.internal.sandbox.logs;

import java.util.Map;

/** All groups of one place, as they are written down. */
record Groups(Map<String, Group> byName) {
  static final Groups NONE = new Groups(Map.of());

  Groups {
    byName = Map.copyOf(byName);
  }
}
