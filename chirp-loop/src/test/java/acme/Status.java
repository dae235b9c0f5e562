package acme;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.NoSuchResourceException;

/** Answers with an error, which leaves as a function error when the event is a pass-through one. */
public final class Status extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    throw new NoSuchResourceException(7, "No \u201cbird\u201d");
  }
}
