package dev.chirp.internal.serve.code;

import java.util.List;

/** A project that was compiled once and does not change. */
public record CompiledProject(CodeGeneration generation) implements ServedCodeSource {
  /** The first generation, with these functions. */
  public static CompiledProject of(List<ServedFunction> functions) {
    return new CompiledProject(new CodeGeneration(1, functions));
  }

  @Override
  public ServedCode current() {
    return generation;
  }
}
