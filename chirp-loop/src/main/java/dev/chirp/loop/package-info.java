/** Warm-up before a SnapStart snapshot, for handlers that do not extend Chirp's base class. */
package dev.chirp.loop;
