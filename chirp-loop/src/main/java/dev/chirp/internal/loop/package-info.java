/**
 * Lambda's Runtime API loop in pure Java. It runs a function in a self-contained zip, and in the
 * sandbox where AWS's own client cannot run. It needs only the JDK and Lambda's core library. A
 * {@code RequestHandler} also needs AWS's serialization library, which is loaded for no other
 * handler.
 *
 * <p>{@link dev.chirp.internal.loop.Main} is the process on Lambda, {@link
 * dev.chirp.internal.loop.Training} the process during packaging; both use {@link
 * dev.chirp.internal.loop.RuntimeLoop}.
 *
 * <h2>Compared with the managed runtimes</h2>
 *
 * Errors, their JSON and their log lines are those of AWS's runtime interface client for Java, so
 * that callers do not notice when a function changes its packaging. There are three differences: a
 * missing handler is an error of the init phase, not of the first invocation; an error that ends
 * the JVM does so even while an event is bound; each message of the context's logger ends with a
 * line end, because no frames separate messages.
 *
 * <h2>Warm-up</h2>
 *
 * With the system property {@code chirp.warmUp}, a directory relative to the working directory, the
 * handler gets the events {@code <directory>/<handler's class>/*.json} before the first poll, in
 * the order of their names, for at most five seconds. The context has the request id {@code
 * warm-up} and ten seconds left. Responses, log and output are discarded; an event that fails is
 * named in one log line. Such events must change nothing, because each start runs them.
 *
 * <h2>Start-up time</h2>
 *
 * The module exists to start fast: until the first response, it uses no lambdas, streams, regular
 * expressions, {@code DateTimeFormatter}, {@code String.format} or concatenation by invokedynamic,
 * and it loads classes for failures only when there is a failure.
 */
package dev.chirp.internal.loop;
