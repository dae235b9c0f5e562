/**
 * Floor 2: the function's role and its policy. What is, what shall be, the difference as a value
 * that can be printed, and only then the calls.
 */
package dev.chirp.internal.iam;
