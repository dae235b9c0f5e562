/**
 * Floor 2: measures start and invocation times of processes that speak Lambda's Runtime API, and
 * computes time and cost on Lambda from them.
 *
 * <p>Variants take turns: each round starts every variant once, and the ratio of two variants is
 * the median of their ratios within the rounds. A machine that is slow for a while then slows all
 * of them alike.
 */
package dev.chirp.internal.bench;
