package dev.chirp.internal.core;

/**
 * A value and where it was set, for {@code chirp:list}.
 *
 * @param origin in the user's words: {@code default}, {@code @FunctionConfiguration}, {@code
 *     -Dchirp.timeout}
 */
public record Setting<T>(T value, String origin) {}
