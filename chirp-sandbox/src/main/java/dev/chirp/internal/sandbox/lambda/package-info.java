/** The sandbox's Lambda: functions with their states, and their zips run for real. */
package dev.chirp.internal.sandbox.lambda;
