/** The types that the code of a function compiles against. */
package dev.chirp.runtime;
