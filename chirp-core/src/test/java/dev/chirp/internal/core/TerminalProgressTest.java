package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private final Progress log = new Lines();

  private String shown() {
    return terminal.toString(StandardCharsets.UTF_8).replace("\u001b[K", "<clear>");
  }

  private Progress watched() {
    return new TerminalProgress(log, new PrintStream(terminal, true, StandardCharsets.UTF_8));
  }

  @Test
  void rewritesTheStatusAndClearsItBeforeALine() {
    Progress progress = watched();
    progress.status("Uploading 1 of 8 MB");
    progress.say("Uploaded");
    assertEquals("\r<clear>Uploading 1 of 8 MB\r<clear>", shown());
    assertEquals(List.of("Uploaded"), lines);
  }

  @Test
  void updatesAreNotFasterThanVisible() {
    Progress progress = watched();
    for (int i = 0; i < 10_000; i++) {
      progress.status("Uploading " + i);
    }
    assertTrue(shown().split("\r", -1).length < 100, this::shown);
  }

  @Test
  void stepIsALineOnlyWithoutATerminal() {
    watched().step("chirp_a: created", "Deployed 1 of 2 functions");
    assertEquals(List.of(), lines);
    log.step("chirp_a: created", "Deployed 1 of 2 functions");
    assertEquals(List.of("chirp_a: created", "STATUS Deployed 1 of 2 functions"), lines);
  }

  @Test
  void lastStepIsAlwaysShown() {
    Progress progress = watched();
    progress.step("chirp_a: created", "Deployed 1 of 2 functions");
    progress.step("chirp_b: created", "Deployed 2 of 2 functions");
    assertTrue(shown().endsWith("\r<clear>Deployed 2 of 2 functions"), this::shown);
  }

  /** The test kit's recording progress depends on this module. */
  private final class Lines implements Progress {
    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void warn(String line) {
      lines.add("WARN " + line);
    }

    @Override
    public void detail(String line) {
      lines.add("DETAIL " + line);
    }

    @Override
    public void status(String text) {
      lines.add("STATUS " + text);
    }
  }
}
