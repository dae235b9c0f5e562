package dev.chirp.internal.release;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import java.util.List;
import java.util.Optional;

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

  /**
   * The plan of a release for one function.
   *
   * @param alias the existing alias, if it will be moved
   * @param released the version that the alias points to; empty if there is no alias
   * @param unpublished the unpublished version, if the deploy before does not change it
   * @param publishes whether the unpublished version differs from the released one, or will
   */
  record FunctionRelease(
      ReleaseFunction function,
      Optional<Alias> alias,
      String released,
      Optional<VersionState> unpublished,
      boolean publishes) {

    /** Returns the plan in words: {@code 2 -> a new version, proved by its event file}. */
    String described() {
      if (!publishes) {
        return released + ", unchanged";
      }
      return "%s -> a new version, %s"
          .formatted(
              released.isEmpty() ? "none" : released,
              function.isProved()
                  ? "proved by its event file"
                  : "not proved: " + function.unproven());
    }
  }
}
