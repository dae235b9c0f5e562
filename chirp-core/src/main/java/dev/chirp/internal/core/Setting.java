package dev.chirp.internal.core;

/**
 * A value together with the place it was set in, so that {@code chirp:list} can answer "why is it
 * that?".
 *
 * @param origin in the user's words: {@code default}, {@code @FunctionConfiguration}, {@code
 *     -Dchirp.timeout}
 */
public record Setting<T>(T value, String origin) {}
