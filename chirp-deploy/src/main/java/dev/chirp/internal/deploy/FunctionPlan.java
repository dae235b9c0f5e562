package dev.chirp.internal.deploy;

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
 * @param logs how the log group that this project made for it differs
 */
record FunctionPlan(
    FunctionSpec spec,
    Optional<RemoteFunction> remote,
    List<String> code,
    List<String> settings,
    List<String> tags,
    Map<String, String> environment,
    List<String> logs) {

  FunctionPlan {
    code = List.copyOf(code);
    settings = List.copyOf(settings);
    tags = List.copyOf(tags);
    environment = Map.copyOf(new TreeMap<>(environment));
    logs = List.copyOf(logs);
  }

  /** With what differs beside the function itself. */
  FunctionPlan withLogs(List<String> differences) {
    return new FunctionPlan(spec, remote, code, settings, tags, environment, differences);
  }

  boolean isCreate() {
    return remote.isEmpty();
  }

  boolean needsCode() {
    return isCreate() || !code.isEmpty();
  }

  /** Whether nothing is to be done, and what is there works, or will once Lambda is done. */
  boolean isUnchanged() {
    return remote.isPresent() && !isBroken() && !isDifferent();
  }

  /** Whether Lambda has said already that it is as it shall be. */
  boolean isProved() {
    return isUnchanged() && remote.filter(RemoteFunction::isBusy).isEmpty();
  }

  private boolean isDifferent() {
    return !code.isEmpty() || !settings.isEmpty() || !tags.isEmpty() || !logs.isEmpty();
  }

  private boolean isBroken() {
    return remote.filter(RemoteFunction::isBroken).isPresent();
  }

  /**
   * {@code create}, {@code update code}, {@code update settings}, {@code update logs}, several of
   * them, {@code unchanged}, or {@code broken}.
   */
  String action() {
    if (isCreate()) {
      return "create";
    }
    if (isBroken()) {
      return "broken";
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
    if (!logs.isEmpty()) {
      parts.add("logs");
    }
    return parts.isEmpty() ? "unchanged" : "update " + String.join(" and ", parts);
  }

  /** All that differs, in words. */
  String differences() {
    List<String> all = new ArrayList<>();
    remote
        .filter(RemoteFunction::isBroken)
        .ifPresent(is -> all.add("State %s (%s)".formatted(is.state().name(), is.state().why())));
    all.addAll(code);
    all.addAll(settings);
    all.addAll(tags);
    all.addAll(logs);
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
