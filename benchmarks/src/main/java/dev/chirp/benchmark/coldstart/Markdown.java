package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Figures;
import dev.chirp.internal.bench.Metric;
import dev.chirp.internal.bench.VariantResult;
import java.util.List;
import java.util.stream.Collectors;

/** Writes batches and aims as Markdown tables. */
final class Markdown {
  private Markdown() {}

  /**
   * The document of a run.
   *
   * @param machine that ran the measurement
   */
  static String of(MeasuredMachine machine, List<Batch> batches, List<StartUpAim> aims) {
    return machine.text()
        + "\n\n"
        + batches.stream().map(Markdown::of).collect(Collectors.joining("\n"))
        + "\n"
        + ofAims(aims);
  }

  private static String of(Batch batch) {
    StringBuilder text = new StringBuilder();
    text.append("`%s`, %s:\n".formatted(batch.function(), batch.conditions()));
    if (!batch.results().isEmpty()) {
      text.append('\n').append(table(batch));
    }
    batch.remarks().forEach(remark -> text.append('\n').append(remark).append('\n'));
    return text.toString();
  }

  private static String table(Batch batch) {
    VariantResult baseline = batch.results().get(0);
    boolean warm = baseline.has(Metric.WARM);
    StringBuilder text = new StringBuilder();
    text.append(
        "| | First answer, ms | times %s | CPU, ms | Memory, MB |%s\n"
            .formatted(
                baseline.name(),
                warm ? " last of %d warm, ms | times |".formatted(warmInvocations(baseline)) : ""));
    text.append("| --- | ---: | ---: | ---: | ---: |%s\n".formatted(warm ? " ---: | ---: |" : ""));
    for (VariantResult result : batch.results()) {
      text.append(row(result, baseline, warm)).append('\n');
    }
    return text.toString();
  }

  private static String row(VariantResult result, VariantResult baseline, boolean warm) {
    String row =
        "| %s | %s (%s) | %s | %s | %s |"
            .formatted(
                result.name(),
                median(result, Metric.FIRST_ANSWER),
                Figures.middleHalf(result.of(Metric.FIRST_ANSWER)),
                times(result, baseline, Metric.FIRST_ANSWER),
                median(result, Metric.CPU),
                median(result, Metric.MEMORY_AT_END));
    return warm
        ? row
            + " %s | %s |"
                .formatted(
                    median(result, Metric.WARM_LAST), times(result, baseline, Metric.WARM_LAST))
        : row;
  }

  private static int warmInvocations(VariantResult result) {
    return result.samples().get(0).warm().size();
  }

  private static String median(VariantResult result, Metric metric) {
    return Figures.plain(result.of(metric).median());
  }

  private static String times(VariantResult result, VariantResult baseline, Metric metric) {
    return Figures.plain(result.ratio(metric, baseline).median());
  }

  private static String ofAims(List<StartUpAim> aims) {
    StringBuilder text =
        new StringBuilder("| Claim | Aim | Measured | |\n| --- | --- | --- | --- |\n");
    for (StartUpAim aim : aims) {
      text.append(
          "| %s | %s | %s | %s |\n"
              .formatted(aim.claim(), aim.aim(), aim.measured(), aim.verdict()));
    }
    return text.toString();
  }
}
