package dev.chirp.internal.bench;

import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.process.ControlGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The results as text tables for a terminal. */
public record BenchTable(Rounds rounds, List<Integer> memorySizes) {
  /** The memory sizes that {@code chirp:bench} shows by default. */
  public static final List<Integer> MEMORY_SIZES = List.of(128, 256, 512, 1024, 1769);

  private static final List<Metric> COLUMNS =
      List.of(
          Metric.START,
          Metric.FIRST_ANSWER,
          Metric.CPU,
          Metric.MEMORY,
          Metric.WARM,
          Metric.WARM_P99,
          Metric.MEMORY_AT_END);

  private static final List<Price> PRICES = List.of(Price.X86, Price.ARM);

  private static final String MEASURED = "*";

  public BenchTable {
    memorySizes = List.copyOf(memorySizes);
  }

  /** The tables of one function: its figures on this machine, and what follows for Lambda. */
  public String of(BenchResult result) {
    return result.function() + '\n' + measured(result) + '\n' + onLambda(result);
  }

  /** The legend, printed once below all tables. */
  public String notes() {
    return """
    Here: medians of %d rounds, with the middle half in brackets. Start and first answer count
    from the start of the process; what Lambda does before, such as fetching the zip, is not
    included. CPU and memory run up to the first answer. Warm is the median of the %d
    invocations after it; one in a hundred takes longer than p99. After is the peak memory of
    the whole run.
    On Lambda: CPU time / (memory size / %d MB), or the time measured here if that is longer.
    %s marks times measured with that share of a CPU. Prices are US dollars per million
    invocations in us-east-1 as of 24 November 2026, with init billed and without the price of
    requests (0.20 per million). Both architectures are assumed to be as fast as this machine.
    """
        .formatted(rounds.measured(), rounds.warm(), ControlGroup.ONE_PROCESSOR, MEASURED);
  }

  private static String measured(BenchResult result) {
    VariantResult baseline = result.variants().get(0);
    List<Metric> columns = COLUMNS.stream().filter(baseline::has).toList();
    TextTable table = TextTable.of(TextTable.Column.text(), TextTable.Column.figures(0));
    table.row(cells("  here: ms, MB", columns.stream().map(BenchTable::title)));
    for (VariantResult variant : result.variants()) {
      table.row(cells("  " + variant.name(), columns.stream().map(each -> cell(variant, each))));
      if (!variant.equals(baseline)) {
        table.row(
            cells(
                "    times " + baseline.name().split(",", 2)[0],
                columns.stream()
                    .map(each -> Figures.plain(variant.ratio(each, baseline).median()))));
      }
    }
    return table.text();
  }

  private static String title(Metric metric) {
    return switch (metric) {
      case START -> "start";
      case FIRST_ANSWER -> "first answer";
      case CPU -> "CPU";
      case MEMORY -> "memory";
      case WARM -> "warm";
      case WARM_P99 -> "p99";
      case WARM_LAST -> "last";
      case WARM_CPU -> "warm CPU";
      case MEMORY_AT_END -> "after";
    };
  }

  private static String cell(VariantResult variant, Metric metric) {
    String median = Figures.plain(variant.of(metric).median());
    return metric == Metric.FIRST_ANSWER
        ? median + " (" + Figures.middleHalf(variant.of(metric)) + ")"
        : median;
  }

  private String onLambda(BenchResult result) {
    TextTable table = TextTable.of(TextTable.Column.text(), TextTable.Column.figures(0));
    table.row(
        cells("  on Lambda", memorySizes.stream().map(mb -> new MemorySize(mb).toString() + " ")));
    for (VariantResult variant : result.variants()) {
      table.row("  " + variant.name());
      rows(table, "first answer", result, variant, Metric.FIRST_ANSWER, Metric.CPU);
      if (variant.has(Metric.WARM)) {
        rows(table, "warm", result, variant, Metric.WARM, Metric.WARM_CPU);
      }
    }
    return table.text();
  }

  private void rows(
      TextTable table,
      String what,
      BenchResult result,
      VariantResult variant,
      Metric time,
      Metric cpu) {
    List<Time> times =
        memorySizes.stream().map(mb -> time(mb, result, variant, time, cpu)).toList();
    table.row(cells("    " + what + ", ms", times.stream().map(Time::text)));
    for (Price price : PRICES) {
      table.row(
          cells(
              "    " + what + ", $ on " + price.architecture(),
              times.stream()
                  .map(each -> Figures.plain(price.ofMillion(each.millis(), each.mb())) + " ")));
    }
  }

  /** The time that an invocation takes at a memory size. */
  private record Time(int mb, double millis, boolean measured) {
    String text() {
      return Figures.plain(millis) + (measured ? MEASURED : " ");
    }
  }

  private static Time time(
      int mb, BenchResult result, VariantResult variant, Metric time, Metric cpu) {
    return result
        .at(mb, variant)
        .filter(limited -> limited.has(time))
        .map(limited -> new Time(mb, limited.of(time).median(), true))
        .orElseGet(
            () ->
                new Time(
                    mb,
                    new MemorySize(mb).time(variant.of(time).median(), variant.of(cpu).median()),
                    false));
  }

  private static List<String> cells(String first, Stream<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others.toList());
    return cells;
  }
}
