/** Conventions of a local run: the names of functions, and where their event files are. */
package dev.chirp.internal.local;
