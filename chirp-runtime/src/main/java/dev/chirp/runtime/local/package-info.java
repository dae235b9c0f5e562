/**
 * The event-file invoker: one function, one event, a local {@link
 * com.amazonaws.services.lambda.runtime.Context Context}.
 *
 * <p>{@link dev.chirp.runtime.local.LocalInvoker} is the entry point for tests, a function's own
 * {@code main} and {@code mvn chirp:invoke}.
 */
package dev.chirp.runtime.local;
