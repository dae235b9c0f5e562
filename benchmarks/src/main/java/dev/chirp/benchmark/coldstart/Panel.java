package dev.chirp.benchmark.coldstart;

import java.util.List;

/** Bars with one scale under a title. */
record Panel(String title, List<Bar> bars) {
  Panel {
    bars = List.copyOf(bars);
  }

  /** The end of the scale: the whisker that reaches farthest. */
  double most() {
    return bars.stream().mapToDouble(bar -> bar.figure().upper()).max().orElse(1);
  }
}
