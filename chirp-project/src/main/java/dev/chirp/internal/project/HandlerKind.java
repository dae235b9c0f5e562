package dev.chirp.internal.project;

/**
 * The ways in which Lambda calls a function. A class that is of several kinds is called by the
 * first.
 */
public enum HandlerKind {
  API_FUNCTION("dev.chirp.runtime.ApiFunction", false),
  REQUEST_STREAM_HANDLER("com.amazonaws.services.lambda.runtime.RequestStreamHandler", false),
  REQUEST_HANDLER("com.amazonaws.services.lambda.runtime.RequestHandler", true),
  /** A method that the POM names, of a class of any type, with an event or without. */
  METHOD("", true),
  /** The same, with an input stream, an output stream or both. */
  STREAM_METHOD("", false);

  private final String typeName;
  private final boolean bindsEvents;

  HandlerKind(String typeName, boolean bindsEvents) {
    this.typeName = typeName;
    this.bindsEvents = bindsEvents;
  }

  /**
   * Whether the runtime makes an object of the event, and JSON of what comes back. It needs {@code
   * aws-lambda-java-serialization} for that, which a self-contained zip has to bring.
   */
  public boolean bindsEvents() {
    return bindsEvents;
  }

  String typeName() {
    return typeName;
  }
}
