package dev.chirp.internal.aws;

import java.lang.reflect.Proxy;

/**
 * Listens for another Ctrl-C while the JVM is already ending. The JVM itself would keep waiting for
 * its shutdown hooks. Uses reflection, because javac warns about {@code sun.misc.Signal}.
 */
final class SecondCtrlC {
  /** The exit status that a shell reports for a command ended by Ctrl-C. */
  static final int STATUS = 130;

  private SecondCtrlC() {}

  /** Runs the work on Ctrl-C. Does nothing on a JVM without these signals. */
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
      // Without these signals, the user waits the few seconds.
    }
  }
}
