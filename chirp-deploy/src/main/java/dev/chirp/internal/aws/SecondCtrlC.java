package dev.chirp.internal.aws;

import java.lang.reflect.Proxy;

/**
 * A Ctrl-C while the JVM ends already because of one. The JVM itself would go on waiting for its
 * shutdown hooks. Its signals are to be had by reflection only, lest the compiler warn.
 */
final class SecondCtrlC {
  /** What a shell says of a command that Ctrl-C ended. */
  static final int STATUS = 130;

  private SecondCtrlC() {}

  /** Runs this when it comes; where the JVM has no such signals, nothing does. */
  static void listen(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object worker =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  work.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), worker);
    } catch (ReflectiveOperationException | IllegalArgumentException ignored) {
      // The few seconds have to be waited for.
    }
  }
}
