package dev.chirp.project;

/**
 * The ways in which Lambda calls a function. A class that is of several kinds is called by the
 * first.
 */
public enum HandlerKind {
  API_FUNCTION("dev.chirp.runtime.ApiFunction"),
  REQUEST_STREAM_HANDLER("com.amazonaws.services.lambda.runtime.RequestStreamHandler"),
  REQUEST_HANDLER("com.amazonaws.services.lambda.runtime.RequestHandler"),
  /** A method that the POM names; its class may be any. */
  METHOD("");

  private final String typeName;

  HandlerKind(String typeName) {
    this.typeName = typeName;
  }

  String typeName() {
    return typeName;
  }
}
