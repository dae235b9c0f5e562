/**
 * Floor 2: a local run in a forked JVM. {@link dev.chirp.internal.invoke.ForkedInvoker} runs in the
 * calling process. {@code FunctionMain} and the classes it uses run inside the fork, on the
 * project's class path.
 */
package dev.chirp.internal.invoke;
