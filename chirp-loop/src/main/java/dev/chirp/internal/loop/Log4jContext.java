package dev.chirp.internal.loop;

import java.lang.reflect.Method;

/**
 * Puts the request id into log4j's context, as AWS's runtime interface client does: as {@code
 * AWSRequestId} in the {@code MDC} of log4j 1.x and in the {@code ThreadContext} of log4j2,
 * whichever the function has.
 *
 * <p>Like that client, callers check {@code LambdaRuntimeInternal.getUseLog4jAppender()} first,
 * which AWS's log4j appenders set when they are loaded. Without an appender, this class is not
 * loaded.
 */
public final class Log4jContext {
  private static final String KEY = "AWSRequestId";

  private Log4jContext() {}

  /**
   * Sets the request id for the current thread.
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
      // The function has a different log4j, or log4j fails: its own log shows that.
    }
  }
}
