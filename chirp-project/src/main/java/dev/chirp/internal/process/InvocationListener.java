package dev.chirp.internal.process;

import java.util.List;

/** Told of an invocation while it runs, in this order, by the thread that invokes. */
public interface InvocationListener {
  /** The process was started for this invocation. */
  void initializing();

  /** The process is ready, and gets the event. */
  void started();

  /** What the process wrote since the last time; at least one line. */
  void wrote(List<String> lines);
}
