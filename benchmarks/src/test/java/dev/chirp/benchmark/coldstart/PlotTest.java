package dev.chirp.benchmark.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.bench.Quartiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {
  private static final Plot PLOT =
      new Plot(
          "Java & <others>",
          "less is better",
          List.of(
              new Plot.Panel(
                  "server_status",
                  List.of(
                      new Plot.Bar("Python 3", new Quartiles(58, 60.5, 64), false),
                      new Plot.Bar("Chirp, self-contained", new Quartiles(48, 50, 51), true))),
              new Plot.Panel(
                  "fetch_chirps", List.of(new Plot.Bar("Python", new Quartiles(1, 2, 3), false)))));

  @Test
  void plotIsWellFormed() throws Exception {
    Element svg = parsed();
    assertEquals("svg", svg.getNodeName());
    assertEquals("Java & <others>", text(svg, "title"));
    assertTrue(text(svg, "desc").contains("Chirp, self-contained 50.0 ms"), text(svg, "desc"));
    assertEquals(3, svg.getElementsByTagName("rect").getLength());
    assertEquals(3, svg.getElementsByTagName("path").getLength());
  }

  @Test
  void everythingFitsIntoThePicture() throws Exception {
    Element svg = parsed();
    double width = Double.parseDouble(svg.getAttribute("width"));
    NodeList bars = svg.getElementsByTagName("rect");
    for (int n = 0; n < bars.getLength(); n++) {
      Element bar = (Element) bars.item(n);
      double end =
          Double.parseDouble(bar.getAttribute("x")) + Double.parseDouble(bar.getAttribute("width"));
      assertTrue(end < width - 50, () -> end + " of " + width);
    }
  }

  @Test
  void plotIsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    String here = PLOT.svg();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(here, PLOT.svg());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void plotIsReadableOnADarkPage() {
    assertTrue(PLOT.svg().contains("@media (prefers-color-scheme: dark)"));
  }

  private static Element parsed() throws Exception {
    byte[] svg = PLOT.svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg))
        .getDocumentElement();
  }

  private static String text(Element svg, String name) {
    return svg.getElementsByTagName(name).item(0).getTextContent();
  }
}
