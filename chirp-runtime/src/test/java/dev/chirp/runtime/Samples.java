package dev.chirp.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The event samples, one per shape. */
final class Samples {

  static final List<String> HTTP =
      List.of("rest-proxy", "http-api", "function-url", "alb", "alb-multi-value");

  static final List<String> ALL =
      List.of("pass-through", "rest-proxy", "http-api", "function-url", "alb", "alb-multi-value");

  private Samples() {}

  static String read(String shape) {
    String name = "/events/" + shape + ".json";
    try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
