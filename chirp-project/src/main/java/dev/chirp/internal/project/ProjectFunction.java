package dev.chirp.internal.project;

/**
 * One function of the project.
 *
 * @param name {@code server_status}; the Lambda function's name without the prefix
 * @param handler the handler string that Lambda takes, {@code com.acme.api.ServerStatus} or {@code
 *     com.acme.api.Chirps::find}
 * @param release the Java release the class was compiled for
 */
public record ProjectFunction(
    String name, String handler, HandlerKind kind, int release, FunctionSettings settings) {

  /** {@code com.acme.api.ServerStatus}. */
  public String className() {
    return NamedHandler.parse(handler).className();
  }
}
