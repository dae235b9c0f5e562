/** The sandbox's CloudWatch Logs: groups, streams, and the lines in them. */
package dev.chirp.internal.sandbox.logs;
