package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.core.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table = TextTable.of(Column.text(), Column.figures(0));
    table.row("start", "9.5", "100").row("memory", "128", "7");
    assertEquals(List.of("start   9.5  100", "memory  128    7"), table.lines());
  }

  @Test
  void aFixedColumnIsNeverWiderForOtherRows() {
    TextTable table = new TextTable(" ", List.of(Column.fixed(6), Column.text(4)));
    table.row("handler", "a", "(POM)").row("safe", "b", "");
    assertEquals("handler a    (POM)\nsafe   b\n", table.text());
  }
}
