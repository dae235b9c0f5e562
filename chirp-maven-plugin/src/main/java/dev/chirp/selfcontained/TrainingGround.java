package dev.chirp.selfcontained;

import java.util.Map;

/** Where functions may run while they train: nothing that they do there is seen elsewhere. */
public interface TrainingGround extends AutoCloseable {
  /** The functions' environment variables. */
  Map<String, String> environment();

  @Override
  void close();
}
