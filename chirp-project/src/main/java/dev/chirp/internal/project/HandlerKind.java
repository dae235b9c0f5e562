package dev.chirp.internal.project;

/** The ways in which Lambda calls a function. The first that matches a class counts. */
public enum HandlerKind {
  API_FUNCTION("dev.chirp.runtime.ApiFunction", false),
  REQUEST_STREAM_HANDLER("com.amazonaws.services.lambda.runtime.RequestStreamHandler", false),
  REQUEST_HANDLER("com.amazonaws.services.lambda.runtime.RequestHandler", true),
  /** A method that the POM names, in a class of any type, with or without an event. */
  METHOD("", true),
  /** A method that the POM names, with an input stream, an output stream or both. */
  STREAM_METHOD("", false);

  private final String typeName;
  private final boolean bindsEvents;

  HandlerKind(String typeName, boolean bindsEvents) {
    this.typeName = typeName;
    this.bindsEvents = bindsEvents;
  }

  /**
   * Returns whether the runtime converts the event from JSON to an object, and the result back.
   * This needs {@code aws-lambda-java-serialization}, which a self-contained zip must include.
   */
  public boolean bindsEvents() {
    return bindsEvents;
  }

  String typeName() {
    return typeName;
  }
}
