package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.SettingsLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** One {@code <function>} of the POM's {@code <functions>}: the settings of one function. */
public final class FunctionParameter {
  /** The function's name, such as {@code server_status}. */
  @Parameter private String name = "";

  /**
   * The handler, if the class scan does not find it or gives it another name: a handler class in a
   * dependency, a method of a plain class, {@code com.acme.Orders::find}, or one of two classes
   * with the same simple name.
   */
  @Parameter private String handler;

  /** Memory in MB, 128 to 10240. */
  @Parameter private Integer memorySize;

  /** Timeout in seconds, 1 to 900. */
  @Parameter private Integer timeout;

  /** The description shown on Lambda, at most 256 characters. */
  @Parameter private String description;

  /** The API route that the function answers: {@code GET /chirp/{id}}. */
  @Parameter private String route;

  /**
   * The authorizer of the route: the name of one in {@code <api><authorizers>}, {@code AWS_IAM}, or
   * {@code NONE} for everyone. Default: the API's.
   */
  @Parameter private String authorizer;

  /** The scopes of the route: a token must have at least one, such as {@code chirps:write}. */
  @Parameter private List<String> scopes = new ArrayList<>();

  /** True if an invocation changes nothing, so that Chirp may invoke the function automatically. */
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
        Optional.ofNullable(authorizer).map(String::strip).filter(text -> !text.isEmpty()),
        scopes.stream().map(String::strip).toList(),
        Optional.ofNullable(safe),
        environment);
  }
}
