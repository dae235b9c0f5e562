package dev.chirp.internal.project;

/**
 * One function of the project.
 *
 * @param name {@code server_status}; the function's name on Lambda without the prefix
 * @param handler the handler string for Lambda, {@code com.acme.api.ServerStatus} or {@code
 *     com.acme.api.Chirps::find}
 * @param release the Java release the class was compiled for
 */
public record ProjectFunction(
    String name, String handler, HandlerKind kind, int release, FunctionSettings settings) {

  /** Returns the class name, such as {@code com.acme.api.ServerStatus}. */
  public String className() {
    return NamedHandler.parse(handler).className();
  }
}
