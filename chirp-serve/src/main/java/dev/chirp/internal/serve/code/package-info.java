/** The code that {@code chirp:serve} runs at the moment. */
package dev.chirp.internal.serve.code;
