/**
 * Functions and their event files in JUnit tests, {@link dev.chirp.junit.ChirpTest}, and AWS on
 * this machine for them, {@link dev.chirp.junit.ChirpSandbox}.
 */
package dev.chirp.junit;
