/**
 * Compiles what changed before a request is answered, so that no answer comes from old code. It
 * knows no HTTP and runs no function.
 */
package dev.chirp.internal.serve.reload;
