/**
 * Floor 2: versions and aliases: publishes a version, proves it, moves the alias, and moves it
 * back.
 */
package dev.chirp.internal.release;
