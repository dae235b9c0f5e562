/**
 * Floor 2: one zip becomes many functions. What is on Lambda is read, compared with what shall be,
 * changed where it differs, and proved by its hash.
 */
package dev.chirp.internal.deploy;
