package dev.chirp.deploy;

/** Notices that the JVM ends before the work does, as it does at Ctrl-C. */
final class JvmEnd implements AutoCloseable {
  private final Thread hook;
  private final boolean near;

  /**
   * @param action what to do before the JVM is gone; it waits for that
   */
  JvmEnd(Runnable action) {
    this.hook = new Thread(action, "chirp-interrupted");
    this.near = !isListening();
  }

  private boolean isListening() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whether it was too late already to do anything before. */
  boolean isNear() {
    return near;
  }

  /** The work has ended first. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ignored) {
      // The JVM is ending, and the hook has run.
    }
  }
}
