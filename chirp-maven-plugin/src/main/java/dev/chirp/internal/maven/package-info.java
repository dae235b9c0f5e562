/**
 * Floor 3: the goals. They turn parameters into values, call a use case, and report its failures.
 * Only this package knows Maven.
 */
package dev.chirp.internal.maven;
