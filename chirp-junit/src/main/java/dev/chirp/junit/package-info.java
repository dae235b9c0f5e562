/** Functions and their event files in JUnit tests: {@link dev.chirp.junit.ChirpTest}. */
package dev.chirp.junit;
