/** The API of a project on this machine: {@code chirp:serve}. */
package dev.chirp.internal.serve;
