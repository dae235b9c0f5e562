/**
 * Floor 2: versions, the aliases that traffic goes by, and function URLs: publish, prove, move, and
 * move back.
 */
package dev.chirp.internal.release;
