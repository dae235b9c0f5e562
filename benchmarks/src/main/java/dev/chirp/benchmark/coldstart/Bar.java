package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Quartiles;

/**
 * A row of a plot.
 *
 * @param label to its left
 * @param ours whether it is Chirp's, which has a colour of its own
 */
record Bar(String label, Quartiles figure, boolean ours) {}
