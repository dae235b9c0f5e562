package dev.chirp.project;

/**
 * One function of the project.
 *
 * @param name {@code server_status}; the Lambda function's name without the prefix
 * @param className {@code com.acme.api.ServerStatus}
 * @param release the Java release the class was compiled for
 */
public record ProjectFunction(
    String name, String className, HandlerKind kind, int release, FunctionSettings settings) {

  /** The handler string that Lambda takes. */
  public String handler() {
    return className + "::handleRequest";
  }
}
