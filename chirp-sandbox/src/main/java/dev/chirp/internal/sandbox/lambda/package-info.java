/** The sandbox's Lambda: functions with their states, versions and aliases. */
package dev.chirp.internal.sandbox.lambda;
