/**
 * Floor 1: processes that speak Lambda's Runtime API, and the server that they speak to. Knows
 * neither Lambda's other APIs nor Maven.
 */
package dev.chirp.internal.process;
