/** Internal: reads events and writes envelopes. Only this package uses Jackson. */
package dev.chirp.internal.json;
