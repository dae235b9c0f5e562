/**
 * Floor 1: calls to AWS. Clients are created on first use, failures become messages, waits have a
 * limit, and all threads share one rate limit.
 */
package dev.chirp.internal.aws;
