package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Quartiles;

/**
 * A row of a plot.
 *
 * @param label to its left
 * @param ours true for Chirp, which has its own color
 */
record Bar(String label, Quartiles figure, boolean ours) {}
