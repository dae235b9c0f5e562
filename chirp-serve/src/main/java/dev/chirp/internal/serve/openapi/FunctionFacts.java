package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.databind.JavaType;
import dev.chirp.internal.project.HandlerCode;
import dev.chirp.internal.project.ProjectFunction;
import java.util.Optional;
import java.util.Set;

/**
 * The types of a function's request and response, as far as its class names them.
 *
 * @param body the class that the request's body is bound to
 * @param result the class that the function returns; for an API function, the envelope's data
 */
record FunctionFacts(HandlerCode code, Optional<JavaType> body, Optional<JavaType> result) {
  /** Nothing is known. */
  static final FunctionFacts NONE =
      new FunctionFacts(
          new HandlerCode(Optional.empty(), false, Set.of(), Set.of(), Optional.empty(), Set.of()),
          Optional.empty(),
          Optional.empty());

  /** Reads the function's class. */
  static FunctionFacts of(ProjectFunction function, HandlerClasses classes)
      throws ClassNotFoundException {
    HandlerCode code = classes.code(function);
    return new FunctionFacts(code, classes.body(code), classes.result(function));
  }
}
