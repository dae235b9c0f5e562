package dev.chirp.internal.process;

/** An execution environment. It runs one event at a time and keeps its state between events. */
public interface FunctionProcess extends AutoCloseable {
  /** Invokes the handler. A failure, timeout or exit is a result. */
  InvocationResult invoke(InvocationEvent event, InvocationListener listener);

  /** Returns whether it can be invoked again. */
  boolean isAlive();

  @Override
  void close();
}
