/**
 * Lambda's Runtime API loop in pure Java: what runs a function in a self-contained zip, and in the
 * sandbox where AWS's own client cannot run. It needs nothing but the JDK and Lambda's core
 * library; a {@code RequestHandler} needs AWS's serialization library too, which is loaded for no
 * other.
 *
 * <p>{@link dev.chirp.internal.loop.Main} is the process that Lambda starts, {@link
 * dev.chirp.internal.loop.Training} the one that a build starts, and {@link
 * dev.chirp.internal.loop.RuntimeLoop} what both of them run.
 *
 * <h2>As the managed runtimes</h2>
 *
 * Errors, their JSON and their log lines are those of AWS's runtime interface client for Java, so
 * that a function may change its packaging and nobody sees it. Different are these: a handler that
 * cannot be found is an error of the init phase and not of the first invocation; an error that ends
 * the JVM does so while an event is bound, too; each message of the context's logger ends its line,
 * because there are no frames that would keep two messages apart.
 *
 * <h2>Warm-up</h2>
 *
 * With the system property {@code chirp.warmUp}, a directory relative to the working directory, the
 * handler gets the events {@code <directory>/<handler's class>/*.json} before the first poll, in
 * the order of their names, none after five seconds. Its context has the request id {@code warm-up}
 * and ten seconds left; answers, log and output are discarded, and an event that fails is named in
 * one log line. Such events must change nothing: each start runs them.
 *
 * <h2>Start-up time</h2>
 *
 * The module exists for it: no lambdas, streams, regular expressions, {@code DateTimeFormatter},
 * {@code String.format} or concatenation by invokedynamic on the way to the first answer, and what
 * only failures need is loaded when there is one.
 */
package dev.chirp.internal.loop;
