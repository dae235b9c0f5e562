package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.AbstractMojoExecutionException;

/** The message for a module that does not compile, with the compiler's own reason. */
final class CompileFailure {
  /** The javac messages for {@code --release}, and for {@code -source} and {@code -target}. */
  private static final Pattern TOO_NEW =
      Pattern.compile(
          "release version (?<release>\\d+) not supported|invalid (?:source|target) release: (?<level>\\d+)");

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
    Matcher tooNew = TOO_NEW.matcher(reason);
    if (!tooNew.find()) {
      return failure;
    }
    String release =
        tooNew.group("release") == null ? tooNew.group("level") : tooNew.group("release");
    return failure.withSuggestion(newerJdk(Integer.parseInt(release)));
  }

  private static String newerJdk(int release) {
    return JavaHome.atLeast(release)
        .filter(home -> home.release() > Runtime.version().feature())
        .map(home -> "export JAVA_HOME='" + home.directory() + "'")
        .orElseGet(() -> "-Dmaven.compiler.release=" + Runtime.version().feature());
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
