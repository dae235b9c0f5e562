package dev.chirp.internal.gateway.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The thread that accepts connections and reads requests from all of them. */
final class ConnectionLoop implements Runnable {
  private static final long TICK_MILLIS = 250;
  private static final int BUFFER = 1 << 16;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final int port;
  private final ServerLimits limits;
  private final RequestHandler handler;
  private final ResponseSender answers;
  private final Executor threads;
  private final Executor refusing;
  private final Clock clock;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  private final OpenConnections connections;
  private final Queue<Runnable> returned = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile boolean finishing;
  private long swept = System.nanoTime();

  ConnectionLoop(
      ServerSocketChannel listener,
      Selector selector,
      int port,
      ServerLimits limits,
      RequestHandler handler,
      Executor threads,
      Executor refusing,
      Clock clock) {
    this.listener = listener;
    this.selector = selector;
    this.port = port;
    this.limits = limits;
    this.handler = handler;
    this.answers = new ResponseSender(handler, clock);
    this.threads = threads;
    this.refusing = refusing;
    this.clock = clock;
    this.connections = new OpenConnections(limits.requestBytes());
  }

  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Accepts no more connections, and ends when the requests that have begun are answered. */
  void finish() {
    finishing = true;
    selector.wakeup();
  }

  /** However the loop ends, nothing stays open: clients would wait for it forever. */
  @Override
  public void run() {
    try (selector;
        listener) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
      while (!stopped && !isFinished()) {
        turn();
      }
    } catch (Throwable e) {
      connections.closeAll();
      if (!stopped) {
        handler.failed(e);
      }
    } finally {
      stopped = true;
      connections.closeAll();
    }
  }

  private boolean isFinished() throws IOException {
    if (!finishing) {
      return false;
    }
    listener.close();
    while (connections.closeOldestIdle()) {
      // The next one.
    }
    return connections.isEmpty();
  }

  private void turn() throws IOException {
    selector.select(TICK_MILLIS);
    runReturned();
    for (SelectionKey key : Set.copyOf(selector.selectedKeys())) {
      if (key.attachment() instanceof ClientConnection connection) {
        guarded(connection, () -> read(connection));
      } else {
        accept(key);
      }
    }
    selector.selectedKeys().clear();
    if (System.nanoTime() - swept > TICK_MILLIS * 1_000_000) {
      sweep();
      swept = System.nanoTime();
    }
  }

  /**
   * Takes back the connections that came before this turn. One that is lent and given back again
   * meanwhile can be registered only after the selector has forgotten its key.
   */
  private void runReturned() {
    List<Runnable> before = new ArrayList<>();
    for (Runnable work = returned.poll(); work != null; work = returned.poll()) {
      before.add(work);
    }
    before.forEach(Runnable::run);
  }

  private interface ConnectionWork {
    void run() throws IOException;
  }

  /** A failure ends its own connection only. */
  private void guarded(ClientConnection connection, ConnectionWork work) {
    try {
      work.run();
    } catch (IOException e) {
      connections.close(connection); // the client is gone
    } catch (RuntimeException e) {
      connections.close(connection);
      if (!stopped) {
        handler.failed(e);
      }
    }
  }

  private void accept(SelectionKey key) {
    try {
      for (SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        open(channel);
      }
    } catch (ClosedChannelException e) {
      stopped |= !finishing;
    } catch (IOException e) {
      // This process has no file descriptor left.
      if (!connections.closeOldestIdle()) {
        key.interestOps(0); // until the next sweep: the selector would return at once, and again
      }
    }
  }

  private void open(SocketChannel channel) {
    ClientConnection connection =
        new ClientConnection(
            channel,
            new RequestParser(
                limits, channel.socket().getInetAddress().getHostAddress(), port, clock),
            limits);
    if (connections.size() >= limits.connections() && !connections.closeOldestIdle()) {
      connection.close();
      return;
    }
    connections.add(connection);
    guarded(
        connection,
        () -> {
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          register(connection);
        });
  }

  private void register(ClientConnection connection) throws IOException {
    connection.channel().configureBlocking(false);
    connection.channel().register(selector, SelectionKey.OP_READ, connection);
  }

  private void read(ClientConnection connection) throws IOException {
    buffer.clear();
    int length = connection.channel().read(buffer);
    if (length < 0) {
      connections.close(connection);
      return;
    }
    if (length == 0 || connection.phase() == ClientConnection.Phase.DRAINING) {
      return;
    }
    connection.parser().add(buffer.array(), length);
    proceed(connection, length);
  }

  /** Answers the request, if it is whole. */
  private void proceed(ClientConnection connection, int arrived) throws IOException {
    try {
      connections.receive(connection, arrived);
      Optional<IncomingRequest> request = connection.parser().next();
      if (request.isPresent()) {
        connection.lend(selector);
        execute(
            threads,
            connection,
            () -> answers.answer(connection, request.get(), !stopped && !finishing));
        return;
      }
      if (connection.parser().takesContinue()) {
        connection.sendContinue();
      }
      connection.enter(
          connection.parser().isStarted()
              ? ClientConnection.Phase.ARRIVING
              : ClientConnection.Phase.IDLE);
    } catch (RequestRefused refusal) {
      refuse(connection, refusal);
    }
  }

  private void refuse(ClientConnection connection, RequestRefused refusal) throws IOException {
    connections.forget(connection);
    connection.lend(selector);
    execute(refusing, connection, () -> answers.refuse(connection, refusal));
  }

  private void execute(
      Executor executor, ClientConnection connection, Supplier<ClientConnection.Phase> work) {
    try {
      executor.execute(() -> run(connection, work));
    } catch (RejectedExecutionException e) {
      connections.close(connection); // the server stops
    }
  }

  private void run(ClientConnection connection, Supplier<ClientConnection.Phase> work) {
    ClientConnection.Phase next = ClientConnection.Phase.CLOSED;
    try {
      next = work.get();
    } finally {
      giveBack(connection, next); // after an error such as an OutOfMemoryError too
    }
  }

  /** Reads from the connection again, unless it is answered for good. */
  private void giveBack(ClientConnection connection, ClientConnection.Phase next) {
    returned.add(
        () -> {
          if (next == ClientConnection.Phase.CLOSED || stopped) {
            connections.close(connection);
            return;
          }
          connections.add(connection);
          guarded(
              connection,
              () -> {
                connection.enter(next);
                register(connection);
                if (next == ClientConnection.Phase.IDLE) {
                  connections.release(connection);
                  proceed(connection, 0); // the client may have sent the next request already
                }
              });
        });
    selector.wakeup();
  }

  private void sweep() {
    SelectionKey accepting = listener.keyFor(selector);
    if (accepting != null && accepting.isValid()) {
      accepting.interestOps(SelectionKey.OP_ACCEPT);
    }
    RequestRefused late = new RequestRefused(408, "The client took too long to send its request.");
    for (ClientConnection connection : connections.late()) {
      if (connection.phase() == ClientConnection.Phase.ARRIVING) {
        guarded(connection, () -> refuse(connection, late));
      } else {
        connections.close(connection);
      }
    }
  }
}
