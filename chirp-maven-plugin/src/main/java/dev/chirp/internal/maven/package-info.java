/**
 * Floor 3: the goals. Parameters in, values down, failures out; the only package that knows Maven.
 */
package dev.chirp.internal.maven;
