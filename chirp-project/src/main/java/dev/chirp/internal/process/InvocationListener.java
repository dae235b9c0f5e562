package dev.chirp.internal.process;

import java.util.List;

/** Receives the events of an invocation, in this order, on the invoking thread. */
public interface InvocationListener {
  /** The process was started for this invocation. */
  void initializing();

  /** The process is ready and receives the event. */
  void started();

  /** The process wrote these lines since the last call. There is at least one. */
  void wrote(List<String> lines);
}
