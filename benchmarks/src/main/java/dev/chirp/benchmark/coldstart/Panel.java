package dev.chirp.benchmark.coldstart;

import java.util.List;

/** Bars with a common scale and a title. */
record Panel(String title, List<Bar> bars) {
  Panel {
    bars = List.copyOf(bars);
  }

  /** The end of the scale: the longest whisker. */
  double most() {
    return bars.stream().mapToDouble(bar -> bar.figure().upper()).max().orElse(1);
  }
}
