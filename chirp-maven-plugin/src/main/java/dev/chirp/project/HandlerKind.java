package dev.chirp.project;

/** How Lambda calls a function's class; named by the type that says so. */
public enum HandlerKind {
  API_FUNCTION("dev.chirp.runtime.ApiFunction"),
  REQUEST_STREAM_HANDLER("com.amazonaws.services.lambda.runtime.RequestStreamHandler"),
  REQUEST_HANDLER("com.amazonaws.services.lambda.runtime.RequestHandler");

  private final String typeName;

  HandlerKind(String typeName) {
    this.typeName = typeName;
  }

  String typeName() {
    return typeName;
  }
}
