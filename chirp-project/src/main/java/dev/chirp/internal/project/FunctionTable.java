package dev.chirp.internal.project;

import dev.chirp.internal.core.Setting;
import dev.chirp.internal.local.EventFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints functions for people: one block each, with the origin beside each setting. */
public record FunctionTable(String functionPrefix, EventFiles events) {
  private static final String NO_EVENT = "none: ";

  /** Returns one block per function. Fails if there is no function. */
  public String of(ProjectFunctions functions) {
    if (functions.all().isEmpty()) {
      throw functions.none();
    }
    StringBuilder text = new StringBuilder();
    functions.all().forEach(function -> append(text, function));
    functions.rejected().forEach(each -> append(text, each));
    return text.toString();
  }

  private void append(StringBuilder text, ProjectFunction function) {
    FunctionSettings settings = function.settings();
    text.append(function.name()).append('\n');
    line(text, "class", function.className(), "");
    line(text, "handler", function.handler(), "");
    line(text, "on Lambda", functionPrefix + function.name(), "");
    line(text, "event", event(function.name()), "");
    List<String> named = events.names(function.name());
    if (!named.isEmpty()) {
      line(text, "named events", String.join(", ", named), "");
    }
    settings
        .route()
        .ifPresent(route -> line(text, "route", route.value().toString(), route.origin()));
    Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    line(text, "safe", safe.value() ? "yes" : "no", safe.origin());
    line(text, "memory", settings.memorySize().value() + " MB", settings.memorySize().origin());
    line(text, "timeout", settings.timeout().value() + " s", settings.timeout().origin());
    if (!settings.description().value().isEmpty()) {
      line(text, "description", settings.description().value(), settings.description().origin());
    }
    settings.environment().forEach((name, value) -> variable(text, name, value));
    text.append('\n');
  }

  private static void append(StringBuilder text, Rejection rejected) {
    text.append(rejected.function()).append('\n');
    line(text, "class", rejected.className(), "");
    line(text, "no function", rejected.problem(), "");
    if (!rejected.suggestion().isEmpty()) {
      line(text, "try", rejected.suggestion(), "");
    }
    text.append('\n');
  }

  private static void variable(StringBuilder text, String name, Setting<String> value) {
    line(text, "environment", name, value.origin());
  }

  private String event(String function) {
    Path file = events.defaultFile(function);
    return Files.isRegularFile(file) ? file.toString() : NO_EVENT + file + " does not exist";
  }

  private static void line(StringBuilder text, String key, String value, String origin) {
    String row =
        "  %-13s %-24s %s".formatted(key, value, origin.isEmpty() ? "" : "(" + origin + ")");
    text.append(row.stripTrailing()).append('\n');
  }
}
