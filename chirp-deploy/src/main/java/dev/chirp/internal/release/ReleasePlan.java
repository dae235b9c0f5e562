package dev.chirp.internal.release;

import java.util.List;

/** What a release will do, one line for each function. */
public final class ReleasePlan {
  private final AliasName alias;
  private final List<FunctionRelease> functions;

  ReleasePlan(AliasName alias, List<FunctionRelease> functions) {
    this.alias = alias;
    this.functions = List.copyOf(functions);
  }

  List<FunctionRelease> functions() {
    return functions;
  }

  /** Whether every alias means what is deployed already. */
  public boolean isUnchanged() {
    return publishing() == 0;
  }

  long publishing() {
    return functions.stream().filter(FunctionRelease::publishes).count();
  }

  /** One line for each function. */
  public List<String> lines() {
    int width =
        functions.stream().mapToInt(f -> f.function().functionName().length()).max().orElse(1);
    return functions.stream()
        .map(
            each ->
                ("%-" + width + "s  alias %s: %s")
                    .formatted(each.function().functionName(), alias, each.described()))
        .toList();
  }
}
