/**
 * Floor 3: one sandbox per folder of state. Goals start it, find it and take turns with it. Knows
 * neither the AWS SDK nor Maven.
 */
package dev.chirp.internal.sandbox.server;
