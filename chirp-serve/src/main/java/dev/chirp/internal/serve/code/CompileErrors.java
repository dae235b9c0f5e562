package dev.chirp.internal.serve.code;

/**
 * Code that did not compile. The server answers each request with status 500 and these errors.
 *
 * @param errors the compiler's errors, for people
 */
public record CompileErrors(long number, String errors) implements ServedCode {}
