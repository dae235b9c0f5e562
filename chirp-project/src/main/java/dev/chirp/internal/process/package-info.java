/**
 * Floor 1: processes that speak Lambda's Runtime API, and the server for it. Knows neither Lambda's
 * other APIs nor Maven.
 */
package dev.chirp.internal.process;
