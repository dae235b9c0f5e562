package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsoleKeysTest {
  private final RecordedProgress console = new RecordedProgress();

  /** Code that a rebuild replaces by the next of these states. */
  private static final class Rebuilt implements ServedCodeSource {
    private final Deque<ServedCode> states = new ArrayDeque<>();

    Rebuilt(ServedCode... states) {
      this.states.addAll(List.of(states));
    }

    @Override
    public synchronized void rebuild() {
      states.removeFirst();
    }

    @Override
    public synchronized ServedCode current() {
      if (states.isEmpty()) {
        throw new IllegalStateException("bug");
      }
      return states.getFirst();
    }
  }

  private static ServedCode generation(long number) {
    return new ServedCode.Generation(number, List.of());
  }

  private static void awaitQuit(ConsoleKeys keys) {
    while (!keys.isQuit()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void rReloadsAndQEnds() {
    Rebuilt code =
        new Rebuilt(
            generation(1),
            generation(2),
            new ServedCode.CompileErrors(3, "A.java:1: no"),
            generation(4));
    awaitQuit(ConsoleKeys.listen(new StringReader("r\n r \n\nr\nr\nq\n"), code, console));
    assertEquals(
        List.of("Generation 2 answers from now on.", "Generation 4 answers from now on."),
        console.said());
    assertEquals(
        List.of(
            "The code cannot be served: A.java:1: no",
            "Chirp failed to build the code: java.lang.IllegalStateException: bug"),
        console.warnings());
  }

  @Test
  void otherLinesShowTheKeys() throws IOException {
    try (PipedWriter typed = new PipedWriter();
        PipedReader input = new PipedReader(typed)) {
      ConsoleKeys keys = ConsoleKeys.listen(input, new Rebuilt(generation(1)), console);
      typed.write("help\n");
      typed.flush();
      while (console.said().isEmpty()) {
        Thread.onSpinWait();
      }
      assertEquals(List.of("Keys: r and Enter to reload, q and Enter to end."), console.said());
      assertFalse(keys.isQuit());
      typed.write("q\n");
      typed.flush();
      awaitQuit(keys);
      assertTrue(keys.isQuit());
    }
  }
}
