package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Identity;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import dev.chirp.internal.pack.CodePackage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The plan of a deploy, one line per function. */
public final class DeployPlan {
  private final Identity identity;
  private final CodePackage code;
  private final List<FunctionPlan> functions;

  DeployPlan(Identity identity, CodePackage code, List<FunctionPlan> functions) {
    this.identity = identity;
    this.code = code;
    this.functions = List.copyOf(functions);
  }

  Identity identity() {
    return identity;
  }

  CodePackage code() {
    return code;
  }

  List<FunctionPlan> functions() {
    return functions;
  }

  /** Returns whether nothing would change. */
  public boolean isUnchanged() {
    return functions.stream().allMatch(FunctionPlan::isUnchanged);
  }

  /** Returns all functions' names on Lambda. */
  public List<String> names() {
    return functions.stream().map(f -> f.spec().lambdaName()).toList();
  }

  /** Returns the names on Lambda of functions whose code or settings will change. */
  public Set<String> changing() {
    return functions.stream()
        .filter(f -> f.isCreate() || !f.code().isEmpty() || !f.settings().isEmpty())
        .map(f -> f.spec().lambdaName())
        .collect(Collectors.toSet());
  }

  boolean needsCode() {
    return functions.stream().anyMatch(FunctionPlan::needsCode);
  }

  /** Returns one line per function. */
  public List<String> lines() {
    TextTable table = TextTable.of(Column.text(), Column.fixed(15), Column.text());
    functions.forEach(
        plan -> table.row(plan.spec().lambdaName(), plan.action(), plan.differences()));
    return table.lines();
  }

  @Override
  public String toString() {
    return lines().stream().collect(Collectors.joining("\n"));
  }
}
