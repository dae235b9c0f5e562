package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Figures;
import dev.chirp.internal.bench.Quartiles;
import java.util.List;
import java.util.Locale;

/**
 * Draws bars, with the middle half of the values as a whisker, as SVG that is readable on light and
 * dark pages. A plot library would produce much larger files.
 *
 * @see <a href="https://www.w3.org/TR/SVG11/">SVG 1.1</a>
 */
record Plot(String title, String subtitle, List<Panel> panels) {
  private static final int WIDTH = 800;
  private static final int MARGIN = 24;
  private static final int LABELS = 270;

  /** The space for the figure after the longest bar. */
  private static final int FIGURES = 120;

  private static final int LINE = 30;
  private static final int THICKNESS = 18;
  private static final int HEAD = 84;
  private static final int PANEL_HEAD = 36;
  private static final int PANEL_FOOT = 20;

  private static final String STYLE =
      """
      text { font: 14px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
      .title { font-size: 19px; font-weight: 600 }
      .panel { font-size: 15px; font-weight: 600 }
      .quiet { fill: #59636e }
      .ours { font-weight: 600 }
      rect.bar { fill: #8c959f }
      rect.ours { fill: #0969da }
      .whisker { stroke: #1f2328; stroke-width: 1.5; fill: none }
      .axis { stroke: #8c959f; stroke-width: 1 }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .quiet { fill: #9198a1 }
        rect.bar { fill: #6e7681 }
        rect.ours { fill: #4493f8 }
        .whisker { stroke: #e6edf3 }
        .axis { stroke: #6e7681 }
      }
      """;

  Plot {
    panels = List.copyOf(panels);
  }

  String svg() {
    int height = HEAD + panels.stream().mapToInt(Plot::height).sum();
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
        WIDTH,
        height,
        WIDTH,
        height);
    add(svg, "<title>%s</title>", escaped(title));
    add(svg, "<desc>%s</desc>", escaped(description()));
    add(svg, "<style>%n%s</style>", STYLE);
    add(svg, "<text class=\"title\" x=\"%d\" y=\"34\">%s</text>", MARGIN, escaped(title));
    add(svg, "<text class=\"quiet\" x=\"%d\" y=\"58\">%s</text>", MARGIN, escaped(subtitle));
    int top = HEAD;
    for (Panel panel : panels) {
      draw(panel, top, svg);
      top += height(panel);
    }
    return svg.append("</svg>\n").toString();
  }

  private static int height(Panel panel) {
    return PANEL_HEAD + panel.bars().size() * LINE + PANEL_FOOT;
  }

  /** The figures as text, for screen readers. */
  private String description() {
    StringBuilder text = new StringBuilder();
    for (Panel panel : panels) {
      text.append(panel.title()).append(": ");
      for (Bar bar : panel.bars()) {
        text.append(bar.label()).append(' ').append(figure(bar)).append("; ");
      }
    }
    return text.toString().strip();
  }

  private static void draw(Panel panel, int top, StringBuilder svg) {
    add(
        svg,
        "<text class=\"panel\" x=\"%d\" y=\"%d\">%s</text>",
        MARGIN,
        top + 18,
        escaped(panel.title()));
    int first = top + PANEL_HEAD;
    add(
        svg,
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        MARGIN + LABELS,
        first - 4,
        MARGIN + LABELS,
        first + panel.bars().size() * LINE - 4);
    double scale = (WIDTH - 2.0 * MARGIN - LABELS - FIGURES) / panel.most();
    int y = first;
    for (Bar bar : panel.bars()) {
      draw(bar, scale, y, svg);
      y += LINE;
    }
  }

  private static void draw(Bar bar, double scale, int top, StringBuilder svg) {
    int left = MARGIN + LABELS;
    int text = top + THICKNESS / 2 + 5;
    String ours = bar.ours() ? " ours" : "";
    add(
        svg,
        "<text class=\"label%s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
        ours,
        left - 12,
        text,
        escaped(bar.label()));
    add(
        svg,
        "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        ours,
        left,
        top,
        bar.figure().median() * scale,
        THICKNESS);
    double from = left + bar.figure().lower() * scale;
    double to = left + bar.figure().upper() * scale;
    int middle = top + THICKNESS / 2;
    add(
        svg,
        "<path class=\"whisker\" d=\"M%.1f %d H%.1f M%.1f %d V%d M%.1f %d V%d\"/>",
        from,
        middle,
        to,
        from,
        middle - 4,
        middle + 4,
        to,
        middle - 4,
        middle + 4);
    double end = Math.max(to, left + bar.figure().median() * scale);
    add(
        svg,
        "<text class=\"figure%s\" x=\"%.1f\" y=\"%d\">%s</text>",
        ours,
        end + 8,
        text,
        figure(bar));
  }

  private static String figure(Bar bar) {
    return Figures.plain(bar.figure().median()) + " ms";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /**
   * A row of a plot.
   *
   * @param label to its left
   * @param ours true for Chirp, which has its own color
   */
  record Bar(String label, Quartiles figure, boolean ours) {}

  /** Bars with a common scale and a title. */
  record Panel(String title, List<Plot.Bar> bars) {
    Panel {
      bars = List.copyOf(bars);
    }

    /** The end of the scale: the longest whisker. */
    double most() {
      return bars.stream().mapToDouble(bar -> bar.figure().upper()).max().orElse(1);
    }
  }
}
