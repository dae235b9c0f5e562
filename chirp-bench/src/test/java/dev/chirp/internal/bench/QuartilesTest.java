package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.bench.VariantResult.Sample;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuartilesTest {
  @Test
  void medianOfAnOddCountIsOneOfTheValues() {
    assertEquals(new Quartiles(2, 3, 4), Quartiles.of(DoubleStream.of(5, 1, 4, 2, 3)));
    assertEquals(new Quartiles(7, 7, 7), Quartiles.of(DoubleStream.of(7)));
  }

  @Test
  void quartilesAreInterpolated() {
    assertEquals(new Quartiles(1.75, 2.5, 3.25), Quartiles.of(DoubleStream.of(4, 3, 2, 1)));
  }

  @Test
  void quartilesOfNoValuesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Quartiles.of(DoubleStream.empty()));
  }

  @Test
  void percentileIsOneOfTheValues() {
    assertEquals(99, Quartiles.percentile(0.99, IntStream.rangeClosed(1, 100).mapToDouble(n -> n)));
    assertEquals(3, Quartiles.percentile(0.99, DoubleStream.of(3, 1, 2)));
    assertEquals(1, Quartiles.percentile(0.0, DoubleStream.of(3, 1, 2)));
  }

  @Test
  void ratioIsTheMedianOfRatiosWithinRounds() {
    // The machine was slow in the third round, for both variants.
    VariantResult one = result(10, 12, 60);
    VariantResult baseline = result(20, 24, 120);
    assertEquals(new Quartiles(0.5, 0.5, 0.5), one.ratio(Metric.FIRST_ANSWER, baseline));
    assertEquals(12, one.of(Metric.FIRST_ANSWER).median());
  }

  @Test
  void eachMetricReadsItsField() {
    Sample sample = new Sample(1, 2, 3, 4, List.of(9.0, 5.0, 7.0), 6, 8);
    assertEquals(1, Metric.START.of(sample));
    assertEquals(2, Metric.FIRST_ANSWER.of(sample));
    assertEquals(3, Metric.CPU.of(sample));
    assertEquals(4, Metric.MEMORY.of(sample));
    assertEquals(7, Metric.WARM.of(sample));
    assertEquals(9, Metric.WARM_P99.of(sample));
    assertEquals(7, Metric.WARM_LAST.of(sample));
    assertEquals(6, Metric.WARM_CPU.of(sample));
    assertEquals(8, Metric.MEMORY_AT_END.of(sample));
  }

  private static VariantResult result(double... firstAnswers) {
    return new VariantResult(
        "one",
        DoubleStream.of(firstAnswers)
            .mapToObj(ms -> new Sample(1, ms, 1, 1, List.of(), 0, 1))
            .toList());
  }
}
