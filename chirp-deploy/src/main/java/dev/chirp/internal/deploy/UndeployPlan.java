package dev.chirp.internal.deploy;

import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan of an undeploy: what it removes, and what it leaves and why.
 *
 * @param failures of reading; what could not be read stays too
 */
public record UndeployPlan(List<UndeployItem> items, List<ChirpException> failures) {
  public UndeployPlan {
    items = List.copyOf(items);
    failures = List.copyOf(failures);
  }

  /** Returns whether there is nothing to remove. */
  public boolean isEmpty() {
    return removals().isEmpty();
  }

  List<UndeployItem> removals() {
    return items.stream().filter(UndeployItem::goes).toList();
  }

  /** Returns one line per item, removals first. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    removals().forEach(item -> lines.add("Remove " + item.described()));
    items.stream()
        .filter(item -> !item.goes())
        .forEach(item -> lines.add("Leave " + item.described() + ": " + item.kept()));
    failures.forEach(
        failure -> lines.add("Leave something that could not be read: " + failure.problem()));
    return lines;
  }

  /** Counts the removals, such as {@code 3 functions and 2 log groups}. */
  public String counted() {
    String functions = counted(UndeployItem.Kind.FUNCTION, "function");
    String groups = counted(UndeployItem.Kind.LOG_GROUP, "log group");
    return functions.isEmpty() || groups.isEmpty()
        ? functions + groups
        : functions + " and " + groups;
  }

  private String counted(UndeployItem.Kind kind, String word) {
    long count = removals().stream().filter(item -> item.kind() == kind).count();
    return count == 0 ? "" : count + " " + word + (count == 1 ? "" : "s");
  }
}
