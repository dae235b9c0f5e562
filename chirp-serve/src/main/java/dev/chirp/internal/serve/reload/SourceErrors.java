package dev.chirp.internal.serve.reload;

/** The compiler's errors in a project's sources, in the compiler's own words. */
public final class SourceErrors extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates the exception with the text that the developer reads. */
  public SourceErrors(String text) {
    super(text);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
