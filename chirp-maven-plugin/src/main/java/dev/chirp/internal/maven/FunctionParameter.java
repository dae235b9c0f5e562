package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.SettingsLayer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * One {@code <function>} of the POM's {@code <functions>}: settings of the function with that name.
 */
public final class FunctionParameter {
  /** The function's name, such as {@code server_status}. */
  @Parameter private String name = "";

  /**
   * The handler, where a scan of the project's classes does not find it or does not name it so: a
   * handler class in a dependency, a method of a plain class, {@code com.acme.Orders::find}, or one
   * of two classes with the same simple name.
   */
  @Parameter private String handler;

  /** MB, 128 to 10240. */
  @Parameter private Integer memorySize;

  /** Seconds, 1 to 900. */
  @Parameter private Integer timeout;

  /** What the function is for, at most 256 letters. */
  @Parameter private String description;

  /** What of the API the function answers: {@code GET /chirp/{id}}. */
  @Parameter private String route;

  /** Whether invoking the function changes nothing, so that Chirp may invoke it by itself. */
  @Parameter private Boolean safe;

  /** Environment variables of this function. */
  @Parameter private Map<String, String> environment = new HashMap<>();

  String name() {
    if (name.isBlank()) {
      throw ChirpException.project("A <function> of <functions> in the POM has no <name>.")
          .withSuggestion("<function><name>server_status</name>…</function>");
    }
    return name.strip();
  }

  Optional<String> handler() {
    return Optional.ofNullable(handler).map(String::strip).filter(text -> !text.isEmpty());
  }

  SettingsLayer layer() {
    return new SettingsLayer(
        "POM <functions>",
        Optional.ofNullable(memorySize),
        Optional.ofNullable(timeout),
        Optional.ofNullable(description),
        Optional.ofNullable(route),
        Optional.ofNullable(safe),
        environment);
  }
}
