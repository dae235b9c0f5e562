package dev.chirp.internal.release;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import java.util.List;

/** The plan of a release, one line per function. */
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

  /** Returns whether every alias already points to the deployed code. */
  public boolean isUnchanged() {
    return publishing() == 0;
  }

  long publishing() {
    return functions.stream().filter(FunctionRelease::publishes).count();
  }

  /** Returns one line per function. */
  public List<String> lines() {
    TextTable table = TextTable.of(Column.text());
    functions.forEach(
        each ->
            table.row(
                each.function().functionName(), "alias %s: %s".formatted(alias, each.described())));
    return table.lines();
  }
}
