package dev.chirp.internal.bench;

import dev.chirp.internal.process.ControlGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what was measured for people who stand before a terminal. */
public record BenchTable(Rounds rounds, List<Integer> memorySizes) {
  /** Those that {@code chirp:bench} shows unless it is asked for others. */
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

  /** Of one function: what was measured here, and what that means on Lambda. */
  public String of(BenchResult result) {
    return result.function() + '\n' + measured(result) + '\n' + onLambda(result);
  }

  /** Said once, below the tables. */
  public String notes() {
    return """
    Here: medians of %d rounds, in brackets the middle half. Start and first answer count from
    the start of the process, without what Lambda does before, such as fetching the zip; CPU and
    memory are up to the first answer. Warm are the %d invocations after it, p99 what one in a
    hundred exceeds; after is the most memory after them.
    On Lambda: computed as processor time / (memory size / %d MB), or the time that it took
    here where that is longer; with %s measured under that share of a processor. US dollars are
    for a million in us-east-1, init billed, without the requests themselves (0.20 a million),
    on either processor for as long as it takes on this machine's; prices of 24 November 2026.
    """
        .formatted(rounds.measured(), rounds.warm(), ControlGroup.ONE_PROCESSOR, MEASURED);
  }

  private static String measured(BenchResult result) {
    VariantResult baseline = result.variants().get(0);
    List<Metric> columns = COLUMNS.stream().filter(baseline::has).toList();
    TextTable table = new TextTable();
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
    TextTable table = new TextTable();
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

  /** How long something takes at a memory size. */
  private record Time(int mb, double millis, boolean measured) {
    String text() {
      return Figures.plain(millis) + (measured ? MEASURED : " ");
    }
  }

  private static Time time(
      int mb, BenchResult result, VariantResult variant, Metric time, Metric cpu) {
    Optional<VariantResult> there = result.at(mb, variant).filter(held -> held.has(time));
    return there
        .map(held -> new Time(mb, held.of(time).median(), true))
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
