package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The ports for debuggers on 127.0.0.1. Each function has one, which its processes use one after
 * the other, so each function handles one event at a time. Thread-safe.
 */
final class DebugPorts {
  /** The time limit of an event while a debugger may hold it, and of its client's wait. */
  static final Duration TIMEOUT = Duration.ofDays(1);

  private static final int MAX_PORT = 65_535;

  /** The time that an old process gets to leave its port after it was killed. */
  private static final Duration LEAVING = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Progress console;
  private final Map<String, Integer> ports = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final Set<String> started = new HashSet<>();
  private int next;

  /**
   * Begins without functions.
   *
   * @param first the port of the first function
   * @param console says which ports are taken, and when a debugger has to attach again
   */
  DebugPorts(int first, Progress console) {
    this.next = first;
    this.console = console;
  }

  /** The port of a function; a new function gets the next free one. */
  synchronized int of(ServedFunction function) {
    Integer port = ports.get(function.functionName());
    if (port == null) {
      port = nextFree();
      ports.put(function.functionName(), port);
    }
    return port;
  }

  private int nextFree() {
    while (next <= MAX_PORT && !isFree(next)) {
      console.say("Port %d is taken, so no function is debugged there.".formatted(next));
      next++;
    }
    if (next > MAX_PORT) {
      throw ChirpException.project("No port is free for a debugger.")
          .withSuggestion("mvn chirp:serve -Dchirp.debug -Dchirp.debugPort=5005");
    }
    next++;
    return next - 1;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns false if the function handles an event already. */
  synchronized boolean begin(ServedFunction function) {
    return busy.add(function.functionName());
  }

  /** Ends what {@link #begin} began. */
  synchronized void end(ServedFunction function) {
    busy.remove(function.functionName());
  }

  /** Waits until the function's last process has left the port, so that a new one can use it. */
  void awaitFree(ServedFunction function) {
    int port = of(function);
    long end = System.nanoTime() + LEAVING.toNanos();
    while (!isFree(port)) {
      if (System.nanoTime() - end > 0) {
        throw new UncheckedIOException(
            new BindException("port %d for its debugger is taken".formatted(port)));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    boolean isFirst;
    synchronized (this) {
      isFirst = started.add(function.functionName());
    }
    if (!isFirst) {
      console.say(
          "Function '%s' has a new process. Attach the debugger to port %d again."
              .formatted(function.function().name(), port));
    }
  }
}
