package dev.chirp.internal.selfcontained;

import java.util.Map;

/** Where functions may run while they train: what they ask of AWS stays there. */
public interface TrainingGround extends AutoCloseable {
  /** The functions' environment variables. */
  Map<String, String> environment();

  @Override
  void close();
}
