package dev.chirp.internal.process;

/**
 * What a function is invoked with.
 *
 * @param arn as the caller named the function
 * @param payload JSON
 */
public record InvocationEvent(String requestId, String arn, String payload) {}
