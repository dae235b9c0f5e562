/**
 * Floor 1: calls to AWS. Clients made when first asked for, failures in the user's words, waits
 * with a limit and one rate limit for all threads.
 */
package dev.chirp.internal.aws;
