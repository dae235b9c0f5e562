package dev.chirp.deploy;

import dev.chirp.aws.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The writes to one function: begun only while the run goes on, and counted. */
final class Attempts {
  private final Interruption interruption;
  private final List<String> requestIds = new ArrayList<>();
  private int count;

  Attempts(Interruption interruption) {
    this.interruption = interruption;
  }

  /**
   * Begins one write.
   *
   * @param write answers with its request id
   * @throws Ended when nothing more may begin
   */
  void make(Supplier<String> write) {
    String reason = interruption.reason();
    if (!reason.isEmpty()) {
      throw new Ended(
          count == 0
              ? Outcome.skipped("not tried, because of " + reason)
              : Outcome.failed(
                  "stopped before all was done, because of " + reason, "mvn chirp:deploy again"));
    }
    count++;
    requestIds.add(write.get());
  }

  int count() {
    return count;
  }

  List<String> requestIds() {
    return requestIds;
  }
}
