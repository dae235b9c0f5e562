package dev.chirp.internal.serve.api;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.util.Map;

/** Answers with its path parameter. */
@FunctionConfiguration(route = "GET /chirps/{id}")
public class FindChirp extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    return Map.of("id", request.pathParameter("id").orElse(""));
  }
}
