package dev.chirp.internal.core;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in aligned columns, for a terminal. No line ends with spaces. */
public final class TextTable {
  private static final String GAP = "  ";

  private final String gap;
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param width minimum width in characters
   * @param grows true if the column gets as wide as its widest cell; if false, a wide cell only
   *     shifts the rest of its row
   * @param right true if its cells are aligned to the right
   */
  public record Column(int width, boolean grows, boolean right) {
    /** Text, in a column as wide as its widest cell. */
    public static Column text() {
      return text(1);
    }

    /** Text, in a column at least {@code least} characters wide. */
    public static Column text(int least) {
      return new Column(least, true, false);
    }

    /** Text, in a column of fixed width. */
    public static Column fixed(int width) {
      return new Column(width, false, false);
    }

    /** Figures, which end at the right edge. */
    public static Column figures(int least) {
      return new Column(least, true, true);
    }
  }

  /** A table with these columns. The last one applies to all further cells of a row. */
  public static TextTable of(Column... columns) {
    return new TextTable(GAP, List.of(columns));
  }

  /** A table with this gap between its columns. */
  public TextTable(String gap, List<Column> columns) {
    this.gap = gap;
    this.columns = List.copyOf(columns);
  }

  /** Adds a row. */
  public TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row. */
  public TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The rows, one line each. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  /** The rows, each with the end of its line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(Math.max(0, width(i) - row.get(i).length()));
      line.append(i == 0 ? "" : gap)
          .append(column(i).right() ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private Column column(int index) {
    return columns.get(Math.min(index, columns.size() - 1));
  }

  private int width(int index) {
    int widest =
        rows.stream()
            .filter(row -> row.size() > index)
            .mapToInt(row -> row.get(index).length())
            .max()
            .orElse(0);
    Column column = column(index);
    return column.grows() ? Math.max(column.width(), widest) : column.width();
  }
}
