/**
 * Floor 3: one sandbox for one folder of state, and how goals start it, find it and take turns with
 * it. Knows neither the AWS SDK nor Maven.
 */
package dev.chirp.internal.sandbox.server;
