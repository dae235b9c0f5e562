package dev.chirp.internal.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StackTracesTest {
  @Test
  void framesOfChirpAreHidden() {
    StackTraceElement[] frames = {
      frame("java.util.Map"),
      frame("dev.chirp.internal.json.JsonWriter"),
      frame("acme.Orders"),
      frame("java.util.List"),
      frame("acme.Greet"),
      frame("dev.chirp.runtime.ApiFunction"),
      frame("dev.chirp.internal.invoke.FunctionMain"),
      frame("java.lang.Thread")
    };
    assertEquals(
        "\n    at acme.Orders.find(Source.java:7)"
            + "\n    at java.util.List.find(Source.java:7)"
            + "\n    at acme.Greet.find(Source.java:7)",
        StackTraces.of(frames));
  }

  private static StackTraceElement frame(String type) {
    return new StackTraceElement(type, "find", "Source.java", 7);
  }
}
