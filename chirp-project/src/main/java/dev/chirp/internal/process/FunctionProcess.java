package dev.chirp.internal.process;

/** One execution environment: it runs one event at a time and keeps its state between them. */
public interface FunctionProcess extends AutoCloseable {
  /** Runs the handler; that it fails, hangs or exits is an outcome. */
  InvocationResult invoke(InvocationEvent event, InvocationListener listener);

  /** Returns if it can be invoked again. */
  boolean isAlive();

  @Override
  void close();
}
