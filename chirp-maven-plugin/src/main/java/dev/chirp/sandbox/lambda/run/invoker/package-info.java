/**
 * What runs a function where AWS's runtime interface client cannot: loaded in the function's own
 * JVM, hence from nothing but the JDK, Lambda's core library and chirp-runtime.
 */
package dev.chirp.sandbox.lambda.run.invoker;
