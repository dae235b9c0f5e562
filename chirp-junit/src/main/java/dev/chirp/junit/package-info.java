/**
 * JUnit tests of functions with their event files, {@link dev.chirp.junit.ChirpTest}, and a local
 * AWS for them, {@link dev.chirp.junit.ChirpSandbox}.
 */
package dev.chirp.junit;
