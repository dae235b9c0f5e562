package dev.chirp.internal.loop;

import java.lang.reflect.Method;

/**
 * The request id in log4j's context, where AWS's runtime interface client puts it: under {@code
 * AWSRequestId} in log4j 1.x's {@code MDC} and in log4j2's {@code ThreadContext}, whichever the
 * function has, until the next invocation.
 *
 * <p>Like that client, callers ask {@code LambdaRuntimeInternal.getUseLog4jAppender()} first: AWS's
 * appenders for log4j say so there when they are loaded. A function without one loads nothing of
 * this class.
 */
public final class Log4jContext {
  private static final String KEY = "AWSRequestId";

  private Log4jContext() {}

  /**
   * Puts this id there, for the current thread.
   *
   * @param loader the function's own class loader
   */
  public static void putRequestId(String requestId, ClassLoader loader) {
    put("org.apache.log4j.MDC", Object.class, requestId, loader);
    put("org.apache.logging.log4j.ThreadContext", String.class, requestId, loader);
  }

  private static void put(
      String className, Class<?> valueType, String requestId, ClassLoader loader) {
    try {
      Method put = Class.forName(className, true, loader).getMethod("put", String.class, valueType);
      put.invoke(null, KEY, requestId);
    } catch (ReflectiveOperationException | LinkageError ignored) {
      // The function has another log4j, or one that does not work here, as its own log then shows.
    }
  }
}
