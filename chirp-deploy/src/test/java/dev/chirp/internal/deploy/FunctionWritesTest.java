package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.testkit.RecordedProgress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FunctionWritesTest {
  private static final String WHY = "expired credentials";

  private final AtomicInteger begun = new AtomicInteger();

  @Test
  void retriedWriteIsCountedOnce() {
    try (StartGate gate = StartGate.begin(new RecordedProgress())) {
      FunctionWrites writes = new FunctionWrites(gate, begun::incrementAndGet);
      writes.make(
          begin -> {
            begin.run();
            begin.run(); // Lambda had too many calls
            return "one";
          });
      assertEquals(1, writes.count());
      assertEquals(1, begun.get());
      assertEquals(List.of("one"), writes.requestIds());
    }
  }

  @Test
  void stoppedRunSendsNoWaitingWrite() {
    try (StartGate gate = StartGate.begin(new RecordedProgress())) {
      FunctionWrites writes = new FunctionWrites(gate, begun::incrementAndGet);
      DeployStopped ended =
          assertThrows(
              DeployStopped.class,
              () ->
                  writes.make(
                      begin -> {
                        gate.stop(WHY);
                        begin.run();
                        return "sent all the same";
                      }));
      assertEquals(DeployOutcome.skipped("not tried, because of " + WHY), ended.outcome());
      assertEquals(0, writes.count());
      assertEquals(0, begun.get());
    }
  }

  @Test
  void functionStoppedBeforeItsSecondWriteFails() {
    try (StartGate gate = StartGate.begin(new RecordedProgress())) {
      FunctionWrites writes = new FunctionWrites(gate, begun::incrementAndGet);
      writes.make(
          begin -> {
            begin.run();
            return "one";
          });
      gate.stop(WHY);
      DeployStopped ended =
          assertThrows(DeployStopped.class, () -> writes.make(begin -> begun(begin)));
      assertEquals(Kind.FAILED, ended.outcome().kind());
      assertEquals(1, writes.count());
    }
  }

  private static String begun(Runnable begin) {
    begin.run();
    return "two";
  }
}
