package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.StartGate;
import java.util.ArrayList;
import java.util.List;

/** The writes to one function. They are counted, and none starts once the run must stop. */
final class FunctionWrites {
  private final StartGate gate;
  private final Runnable first;
  private final List<String> requestIds = new ArrayList<>();
  private int count;

  /**
   * Counts writes from zero.
   *
   * @param first runs before the first write is sent
   */
  FunctionWrites(StartGate gate, Runnable first) {
    this.gate = gate;
    this.first = first;
  }

  /** A call that changes something, and calls back just before it is sent. */
  interface Write {
    /**
     * Sends the write.
     *
     * @param begin must run when the call is about to be sent, because it may have waited for the
     *     rate limit
     * @return the request id
     */
    String send(Runnable begin);
  }

  /**
   * Makes one write.
   *
   * @throws DeployStopped if nothing more may start
   */
  void make(Write write) {
    int before = count;
    requestIds.add(write.send(() -> begin(before)));
  }

  private void begin(int before) {
    String reason = gate.reason();
    if (!reason.isEmpty()) {
      throw new DeployStopped(
          count == 0
              ? DeployOutcome.skipped("not tried, because of " + reason)
              : DeployOutcome.failed(
                  "stopped before everything was done, because of " + reason,
                  "mvn chirp:deploy again"));
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
