package dev.chirp.internal.serve.code;

/** Provides the code that answers a request. Many threads call it at once. */
public interface ServedCodeSource {
  /**
   * Returns the code as it is now, or a compilation's errors. The server calls this once for each
   * request, after the whole request has arrived, so it may take the time that a compilation takes.
   *
   * @throws InterruptedException when the server stops
   */
  ServedCode current() throws InterruptedException;

  /**
   * Says that no process of this generation or an earlier one runs any more, so that its classes
   * can be deleted.
   */
  default void ended(long number) {}
}
