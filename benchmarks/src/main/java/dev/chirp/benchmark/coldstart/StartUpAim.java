package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Figures;
import dev.chirp.internal.bench.Metric;
import dev.chirp.internal.bench.VariantResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An aim for start-up, and the measured value.
 *
 * @param verdict {@code met}, {@code not met} or {@code not measured}
 */
record StartUpAim(String claim, String aim, String measured, String verdict) {
  private static final int LEAST_MEMORY = 128;

  /** The number of warm invocations in the aims. */
  private static final int WARM = 100;

  /** All aims, each computed from its batch. */
  static List<StartUpAim> of(List<Batch> batches) {
    List<StartUpAim> aims = new ArrayList<>();
    Optional<Batch> status = batch(batches, "server_status", Optional.empty());
    Optional<Batch> fetch = batch(batches, "fetch_chirps", Optional.empty());
    aims.add(
        atMost(
            "`server_status`, first answer, against Python",
            1.0,
            status,
            VariantNames.PYTHON,
            Metric.FIRST_ANSWER));
    aims.add(atMost("the same, further", 0.8, status, VariantNames.PYTHON, Metric.FIRST_ANSWER));
    aims.add(timesFaster(status));
    aims.add(memory(status));
    aims.add(underLimit(status, batch(batches, "server_status", Optional.of(LEAST_MEMORY))));
    aims.add(
        atMost(
            "its 100th warm invocation, against Python",
            1.5,
            status.filter(StartUpAim::isWarm),
            VariantNames.PYTHON,
            Metric.WARM_LAST));
    aims.add(
        atMost(
            "`fetch_chirps`, first answer, against Python with boto3",
            1.0,
            fetch,
            VariantNames.PYTHON_BOTO3,
            Metric.FIRST_ANSWER));
    return aims;
  }

  private static Optional<Batch> batch(
      List<Batch> batches, String function, Optional<Integer> memorySize) {
    return batches.stream()
        .filter(batch -> batch.function().equals(function))
        .filter(batch -> batch.memorySize().equals(memorySize))
        .findFirst();
  }

  private static Optional<VariantResult> ours(Optional<Batch> batch) {
    return batch.flatMap(measured -> measured.find(VariantNames.SELF_CONTAINED));
  }

  private static boolean isWarm(Batch batch) {
    return batch.results().stream()
        .allMatch(result -> result.samples().get(0).warm().size() == WARM);
  }

  private static StartUpAim atMost(
      String claim, double most, Optional<Batch> batch, String baseline, Metric metric) {
    String aim = "at most %s times".formatted(Figures.plain(most));
    Optional<VariantResult> other = batch.flatMap(measured -> measured.find(baseline));
    return ours(batch)
        .filter(result -> other.isPresent() && result.has(metric))
        .map(result -> result.ratio(metric, other.orElseThrow()).median())
        .map(
            times ->
                new StartUpAim(claim, aim, Figures.plain(times) + " times", verdict(times <= most)))
        .orElseGet(() -> notMeasured(claim, aim));
  }

  private static StartUpAim timesFaster(Optional<Batch> batch) {
    String claim = "it, against a plain RequestHandler on AWS's client and Java 17";
    String aim = "at least 4 times as fast";
    Optional<VariantResult> plain =
        batch.flatMap(measured -> measured.find(VariantNames.plain(17)));
    return ours(batch)
        .filter(result -> plain.isPresent())
        .map(result -> plain.orElseThrow().ratio(Metric.FIRST_ANSWER, result).median())
        .map(
            times ->
                new StartUpAim(claim, aim, Figures.plain(times) + " times", verdict(times >= 4)))
        .orElseGet(() -> notMeasured(claim, aim));
  }

  private static StartUpAim memory(Optional<Batch> batch) {
    String claim = "its peak memory, 100 warm invocations included";
    String aim = "at most 48 MB";
    return ours(batch.filter(StartUpAim::isWarm))
        .map(result -> result.of(Metric.MEMORY_AT_END).median())
        .map(mb -> new StartUpAim(claim, aim, Figures.plain(mb) + " MB", verdict(mb <= 48)))
        .orElseGet(() -> notMeasured(claim, aim));
  }

  /** A variant counts as failing for lack of memory only if it works with the whole machine. */
  private static StartUpAim underLimit(Optional<Batch> free, Optional<Batch> batch) {
    String claim = "it answers with 128 MB of memory and no more";
    return batch
        .filter(measured -> measured.memoryHeld() && ours(free).isPresent())
        .map(
            measured ->
                measured.find(VariantNames.SELF_CONTAINED).isPresent()
                    ? new StartUpAim(claim, "it does", "it does", "met")
                    : new StartUpAim(claim, "it does", "it does not", "not met"))
        .orElseGet(() -> notMeasured(claim, "it does"));
  }

  private static StartUpAim notMeasured(String claim, String aim) {
    return new StartUpAim(claim, aim, "", "not measured");
  }

  private static String verdict(boolean met) {
    return met ? "met" : "not met";
  }
}
