package dev.chirp.internal.gateway.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP/1.1 server on 127.0.0.1. One thread reads all connections, so thousands of idle or slow
 * clients cost no thread; each whole request gets one while it is answered. Requests to a host
 * other than this machine are refused before their body is read. A refusal does not wait for the
 * requests that are being answered.
 *
 * <p>It is not the JDK's {@code HttpServer}, because that refuses targets with {@code |}, {@code ^}
 * or raw UTF-8, has one set of time limits for the whole JVM, and refuses requests without saying
 * why.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final byte[] ADDRESS = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;
  private static final long IDLE_THREAD_SECONDS = 10;

  /** Refusals are short, so few threads send many. */
  private static final int REFUSING_THREADS = 4;

  private static final long END_SECONDS = 10;

  private final ServerSocketChannel listener;
  private final ConnectionLoop loop;
  private final ThreadPoolExecutor threads;
  private final ThreadPoolExecutor refusing;
  private final Thread selecting;
  private final int port;

  private LoopbackServer(
      ServerSocketChannel listener,
      Selector selector,
      ServerLimits limits,
      RequestHandler handler,
      Clock clock,
      ThreadGroup group)
      throws IOException {
    this.listener = listener;
    this.port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    this.threads = pool(limits.requests(), group);
    this.refusing = pool(REFUSING_THREADS, group);
    this.loop =
        new ConnectionLoop(listener, selector, port, limits, handler, threads, refusing, clock);
    this.selecting = daemon(group, loop);
  }

  private static ThreadPoolExecutor pool(int most, ThreadGroup group) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(group, work));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Binds to 127.0.0.1 and answers, with threads in the caller's group.
   *
   * @param port 0 for any
   * @param clock for the time of requests and the {@code Date} of responses
   * @throws java.net.BindException when the port is taken
   */
  public static LoopbackServer start(
      int port, ServerLimits limits, RequestHandler handler, Clock clock) throws IOException {
    return start(port, limits, handler, clock, Thread.currentThread().getThreadGroup());
  }

  /**
   * Binds to 127.0.0.1 and answers.
   *
   * @param port 0 for any
   * @param clock for the time of requests and the {@code Date} of responses
   * @param group of the server's threads: it notices an error, such as an OutOfMemoryError, that
   *     ends a thread which answers
   * @throws java.net.BindException when the port is taken
   */
  public static LoopbackServer start(
      int port, ServerLimits limits, RequestHandler handler, Clock clock, ThreadGroup group)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port), BACKLOG);
      listener.configureBlocking(false);
      LoopbackServer server =
          new LoopbackServer(listener, Selector.open(), limits, handler, clock, group);
      server.selecting.start();
      return server;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  private static Thread daemon(ThreadGroup group, Runnable work) {
    Thread thread = new Thread(group, work, "chirp-gateway");
    thread.setDaemon(true);
    return thread;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Its URL by address, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Accepts no more connections, and returns at once. Requests that have begun are answered; then
   * the server ends.
   */
  public void finish() {
    loop.finish();
  }

  /** True if the server answers no more: it was closed, is finished, or failed. */
  public boolean isEnded() {
    return !selecting.isAlive();
  }

  /** Closes all connections, and waits a while for the threads that answer. */
  @Override
  public void close() {
    loop.stop();
    try {
      listener.close();
    } catch (IOException ignored) {
      // It listens no more.
    }
    threads.shutdownNow();
    refusing.shutdownNow();
    try {
      selecting.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
      boolean unused =
          threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)
              && refusing.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
