/** What a Chirp function is made of: the types that users compile against. */
package dev.chirp.runtime;
