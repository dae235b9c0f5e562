package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Interruption;
import java.util.ArrayList;
import java.util.List;

/** The writes to one function: begun only while the run goes on, and counted. */
final class Attempts {
  private final Interruption interruption;
  private final Runnable first;
  private final List<String> requestIds = new ArrayList<>();
  private int count;

  /**
   * @param first what to do before anything is sent
   */
  Attempts(Interruption interruption, Runnable first) {
    this.interruption = interruption;
    this.first = first;
  }

  /** A call that changes something, and runs what it is given just before it is sent. */
  interface Write {
    /**
     * Sends it.
     *
     * @param begin to be run whenever the call's turn has come, for it may have waited
     * @return the request id
     */
    String send(Runnable begin);
  }

  /**
   * Makes one write.
   *
   * @throws DeployStopped when nothing more may begin
   */
  void make(Write write) {
    int before = count;
    requestIds.add(write.send(() -> begin(before)));
  }

  private void begin(int before) {
    String reason = interruption.reason();
    if (!reason.isEmpty()) {
      throw new DeployStopped(
          count == 0
              ? DeployOutcome.skipped("not tried, because of " + reason)
              : DeployOutcome.failed(
                  "stopped before all was done, because of " + reason, "mvn chirp:deploy again"));
    }
    if (count == 0) {
      first.run();
    }
    count = before + 1;
  }

  int count() {
    return count;
  }

  List<String> requestIds() {
    return requestIds;
  }
}
