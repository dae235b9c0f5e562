package dev.chirp.internal.bench;

import java.util.List;

/**
 * What was measured of one process.
 *
 * @param start ms from the start of the process to its first request for an event
 * @param firstAnswer ms from the start of the process to its first answer
 * @param cpu ms of processor time up to the first answer
 * @param memory MB, the most up to the first answer
 * @param warm ms of each further invocation, in order; none when there were none
 * @param warmCpu ms of processor time for each of these
 * @param memoryAtEnd MB, the most up to the last answer
 */
public record Sample(
    double start,
    double firstAnswer,
    double cpu,
    double memory,
    List<Double> warm,
    double warmCpu,
    double memoryAtEnd) {
  public Sample {
    warm = List.copyOf(warm);
  }
}
