package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojoExecutionException;

/** The message for a module that does not compile, with the compiler's own reason. */
final class CompileFailure {
  private CompileFailure() {}

  /**
   * The failure of a module.
   *
   * @param thrown by the lifecycle; the reason is often the cause of a cause
   */
  static ChirpException of(String module, Throwable thrown) {
    String reason = reason(thrown);
    ChirpException failure =
        ChirpException.project(
            "Module '%s' was not compiled.\n%s".formatted(module, reason), thrown);
    return JavaHome.suggestionFor(reason).map(failure::withSuggestion).orElse(failure);
  }

  /** The failure that a Chirp goal reported in the build that was run for this one. */
  static Optional<ChirpException> ofGoal(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .flatMap(each -> Stream.of(each.getSuppressed()))
        .filter(ChirpException.class::isInstance)
        .map(ChirpException.class::cast)
        .findFirst();
  }

  /** The messages of all causes, without repetitions. */
  private static String reason(Throwable thrown) {
    Throwable first = thrown.getCause() == null ? thrown : thrown.getCause();
    StringBuilder reason = new StringBuilder();
    for (Throwable each = first; each != null; each = each.getCause()) {
      add(reason, Optional.ofNullable(each.getMessage()));
      if (each instanceof AbstractMojoExecutionException failure) {
        add(reason, Optional.ofNullable(failure.getLongMessage()));
      }
    }
    return reason.isEmpty() ? first.toString() : reason.toString();
  }

  private static void add(StringBuilder reason, Optional<String> message) {
    String text = message.orElse("").strip();
    if (!text.isEmpty() && reason.indexOf(text) < 0) {
      reason.append(reason.isEmpty() ? "" : "\n").append(text);
    }
  }
}
