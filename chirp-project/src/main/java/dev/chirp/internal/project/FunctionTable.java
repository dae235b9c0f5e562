package dev.chirp.internal.project;

import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import dev.chirp.internal.local.EventFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints functions for people: one block each, with the origin beside each setting. */
public record FunctionTable(String functionPrefix, EventFiles events) {
  private static final String NO_EVENT = "none: ";
  private static final List<Column> COLUMNS =
      List.of(Column.fixed(15), Column.fixed(24), Column.text());

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
    TextTable table = new TextTable(" ", COLUMNS);
    line(table, "class", function.className(), "");
    line(table, "handler", function.handler(), "");
    line(table, "on Lambda", functionPrefix + function.name(), "");
    line(table, "event", event(function.name()), "");
    List<String> named = events.names(function.name());
    if (!named.isEmpty()) {
      line(table, "named events", String.join(", ", named), "");
    }
    settings
        .route()
        .ifPresent(route -> line(table, "route", route.value().toString(), route.origin()));
    settings.authorizer().ifPresent(name -> line(table, "authorizer", name.value(), name.origin()));
    if (!settings.scopes().value().isEmpty()) {
      line(
          table,
          "scopes",
          String.join(", ", settings.scopes().value()),
          settings.scopes().origin());
    }
    FunctionSettings.Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    line(table, "safe", safe.value() ? "yes" : "no", safe.origin());
    line(table, "memory", settings.memorySize().value() + " MB", settings.memorySize().origin());
    line(table, "timeout", settings.timeout().value() + " s", settings.timeout().origin());
    if (!settings.description().value().isEmpty()) {
      line(table, "description", settings.description().value(), settings.description().origin());
    }
    settings.environment().forEach((name, value) -> variable(table, name, value));
    text.append(table.text()).append('\n');
  }

  private static void append(StringBuilder text, Rejection rejected) {
    text.append(rejected.function()).append('\n');
    TextTable table = new TextTable(" ", COLUMNS);
    line(table, "class", rejected.className(), "");
    line(table, "no function", rejected.problem(), "");
    if (!rejected.suggestion().isEmpty()) {
      line(table, "try", rejected.suggestion(), "");
    }
    text.append(table.text()).append('\n');
  }

  private static void variable(
      TextTable table, String name, FunctionSettings.Setting<String> value) {
    line(table, "environment", name, value.origin());
  }

  private String event(String function) {
    Path file = events.defaultFile(function);
    return Files.isRegularFile(file) ? file.toString() : NO_EVENT + file + " does not exist";
  }

  private static void line(TextTable table, String key, String value, String origin) {
    table.row("  " + key, value, origin.isEmpty() ? "" : "(" + origin + ")");
  }
}
