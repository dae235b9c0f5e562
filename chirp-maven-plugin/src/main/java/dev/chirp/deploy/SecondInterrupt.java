package dev.chirp.deploy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C while the JVM is ending, which the JVM itself would pass over. Signals are no part of Java
 * but of the JDK's module jdk.unsupported, so that they are looked for; where there are none the
 * wait goes on.
 */
final class SecondInterrupt {
  /** What shells know as "ended by Ctrl-C". */
  private static final int STATUS = 130;

  private SecondInterrupt() {}

  /**
   * Ends the JVM at the next Ctrl-C.
   *
   * @param last what is done before
   */
  static void endsAtOnce(Runnable last) {
    InvocationHandler end =
        (proxy, method, arguments) -> {
          try {
            last.run();
          } finally {
            Runtime.getRuntime().halt(STATUS);
          }
          return Void.TYPE;
        };
    try {
      ClassLoader jdk = ClassLoader.getSystemClassLoader();
      Class<?> signal = Class.forName("sun.misc.Signal", true, jdk);
      Class<?> handler = Class.forName("sun.misc.SignalHandler", true, jdk);
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              interrupt,
              Proxy.newProxyInstance(
                  SecondInterrupt.class.getClassLoader(), new Class<?>[] {handler}, end));
    } catch (ReflectiveOperationException ignored) {
      // This JVM knows no signals; the wait is short.
    }
  }
}
