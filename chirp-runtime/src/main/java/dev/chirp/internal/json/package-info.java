/** Internal, not for users: events in, envelopes out, and the only package that knows Jackson. */
package dev.chirp.internal.json;
