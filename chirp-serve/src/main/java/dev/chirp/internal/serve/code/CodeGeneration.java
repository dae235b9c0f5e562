package dev.chirp.internal.serve.code;

import java.util.List;

/**
 * Code that compiled. With a new number, the server builds its route table again, gives no more
 * events to the processes of earlier generations, and ends them after their current event.
 *
 * @param functions all functions of the project, with and without a route
 */
public record CodeGeneration(long number, List<ServedFunction> functions) implements ServedCode {
  public CodeGeneration {
    functions = List.copyOf(functions);
  }
}
