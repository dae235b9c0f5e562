package dev.chirp.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What will happen to one function.
 *
 * @param remote what is on Lambda; nothing if the function will be created
 * @param code why its code will be replaced; empty if it stays
 * @param settings how its settings differ; of environment variables, the names only
 * @param tags how its tags differ
 * @param environment what will be there afterwards
 */
record FunctionPlan(
    FunctionSpec spec,
    Optional<RemoteFunction> remote,
    List<String> code,
    List<String> settings,
    List<String> tags,
    Map<String, String> environment) {

  FunctionPlan {
    code = List.copyOf(code);
    settings = List.copyOf(settings);
    tags = List.copyOf(tags);
    environment = Map.copyOf(new TreeMap<>(environment));
  }

  boolean isCreate() {
    return remote.isEmpty();
  }

  boolean needsCode() {
    return isCreate() || !code.isEmpty();
  }

  boolean isUnchanged() {
    return remote.isPresent() && code.isEmpty() && settings.isEmpty() && tags.isEmpty();
  }

  /** {@code create}, {@code update code}, {@code update settings}, both, or {@code unchanged}. */
  String action() {
    if (isCreate()) {
      return "create";
    }
    List<String> parts = new ArrayList<>();
    if (!code.isEmpty()) {
      parts.add("code");
    }
    if (!settings.isEmpty()) {
      parts.add("settings");
    }
    if (!tags.isEmpty()) {
      parts.add("tags");
    }
    return parts.isEmpty() ? "unchanged" : "update " + String.join(" and ", parts);
  }

  /** All that differs, in words. */
  String differences() {
    List<String> all = new ArrayList<>(code);
    all.addAll(settings);
    all.addAll(tags);
    return String.join(", ", all);
  }

  /** Without the values of environment variables. */
  @Override
  public String toString() {
    return "%s: %s%s"
        .formatted(
            spec.lambdaName(), action(), differences().isEmpty() ? "" : " (" + differences() + ")");
  }
}
