/**
 * Floor 2: what a start and an invocation take, measured of processes that speak Lambda's Runtime
 * API, and what that means in time and money on Lambda.
 *
 * <p>What is compared runs in turn: one round starts each variant once, and the ratio of two
 * variants is the median of their ratios within the rounds. So a machine that gets slower for a
 * while slows all of them.
 */
package dev.chirp.internal.bench;
