package dev.chirp.internal.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The plan for one function.
 *
 * @param remote the function on Lambda; empty if it will be created
 * @param code why its code will be replaced; empty if it stays
 * @param settings how its settings differ; for environment variables only the names
 * @param tags how its tags differ
 * @param environment the environment after the deploy
 * @param logs how the log group that this project created for it differs
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

  /** Adds the differences of the function's log group. */
  FunctionPlan withLogs(List<String> differences) {
    return new FunctionPlan(spec, remote, code, settings, tags, environment, differences);
  }

  boolean isCreate() {
    return remote.isEmpty();
  }

  boolean needsCode() {
    return isCreate() || !code.isEmpty();
  }

  /**
   * Returns whether there is nothing to do, and the function works or will once Lambda has
   * finished.
   */
  boolean isUnchanged() {
    return remote.isPresent() && !isBroken() && !isDifferent();
  }

  /** Returns whether Lambda already reports the function as up to date. */
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
   * Returns {@code create}, {@code update} and the parts to update, {@code unchanged}, or {@code
   * broken}.
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

  /** Returns all differences, in words. */
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

  /** Leaves out the values of environment variables. */
  @Override
  public String toString() {
    return "%s: %s%s"
        .formatted(
            spec.lambdaName(), action(), differences().isEmpty() ? "" : " (" + differences() + ")");
  }
}
