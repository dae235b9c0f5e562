package dev.chirp.internal.serve.api;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.util.Map;

/** Answers with its process id, and logs a line. */
@FunctionConfiguration(route = "GET /hello")
public class Hello extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    System.out.println("hello is called");
    return Map.of("pid", ProcessHandle.current().pid());
  }
}
