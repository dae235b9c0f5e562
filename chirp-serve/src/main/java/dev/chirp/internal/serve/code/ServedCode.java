package dev.chirp.internal.serve.code;

/** The state of a project's code when a request arrived. */
public sealed interface ServedCode permits CodeGeneration, CompileErrors {
  /** The header of each response with the number of the code that gave it. */
  String HEADER = "x-chirp-generation";

  /** The number of this state: 1 at the start, and a higher one after each change. */
  long number();
}
