package dev.chirp.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads console blocks, and compares what they show with what was printed. */
class ConsoleBlockTest {
  private static final ConsoleBlock BLOCK =
      ConsoleBlock.of(
              "a.md",
              """
              Text.

              ```console
              $ serve > ready.txt &
              $ ask  # twice
              … (20 lines)
              Deployed 1 of 2 functions
              first  created   2.9 s
              {"time": 1795473785, …}
              ```
              """)
          .get(0);

  @Test
  void commandsAndOutputAreApart() {
    assertEquals(List.of("serve > ready.txt &", "ask  # twice"), BLOCK.commands());
    assertEquals(
        List.of("… (20 lines)", "first  created   2.9 s", "{\"time\": 1795473785, …}"),
        BLOCK.output());
  }

  @Test
  void scriptWaitsForTheFileOfACommandInTheBackground() {
    assertEquals(
        """
        serve > ready.txt &
        until [ -s ready.txt ]; do kill -0 $!; sleep 0.1; done
        ask  # twice
        """,
        BLOCK.script());
  }

  @Test
  void timesAndOmissionsMayDiffer() {
    String printed = "plan\nfirst  created  12.0 s\nmore\n{\"time\": 1795470000, \"v\": 1}\n";
    assertEquals(Optional.empty(), BLOCK.missingIn(printed));
  }

  @Test
  void changedMissingOrMovedLineIsReported() {
    String first = "first  created   2.9 s";
    String second = "{\"time\": 1795473785, …}";
    assertEquals(
        Optional.of(first), BLOCK.missingIn("plan\nfirst  failed 2.9 s\n" + second + "\n"));
    assertEquals(Optional.of(second), BLOCK.missingIn("plan\n" + first + "\n"));
    assertEquals(Optional.of(second), BLOCK.missingIn("plan\n" + second + "\n" + first + "\n"));
  }
}
