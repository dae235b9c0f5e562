/** The sandbox's CloudWatch Logs: groups, streams and their lines. */
package dev.chirp.internal.sandbox.logs;
