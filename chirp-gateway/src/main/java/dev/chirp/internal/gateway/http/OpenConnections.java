package dev.chirp.internal.gateway.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The open connections of a server, the longest unused first. Only the selecting thread uses it.
 */
final class OpenConnections {
  private final Set<ClientConnection> connections = new LinkedHashSet<>();
  private final long mostBytes;
  private long bytes;

  /** At most these bytes of requests are in memory. */
  OpenConnections(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Adds a connection, or moves it to the end, because it was just used. */
  void add(ClientConnection connection) {
    connections.remove(connection);
    connections.add(connection);
  }

  int size() {
    return connections.size();
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }

  /** Connections whose client sends or reads too slowly. */
  List<ClientConnection> late() {
    return connections.stream().filter(ClientConnection::isLate).toList();
  }

  /**
   * Counts bytes of a request that have arrived.
   *
   * @throws RequestRefused when all requests together have too many
   */
  void receive(ClientConnection connection, int length) throws RequestRefused {
    connection.hold(length);
    bytes += length;
    if (bytes > mostBytes) {
      throw new RequestRefused(
          503, "The requests at this moment have more than %d bytes.".formatted(mostBytes));
    }
  }

  /** Forgets the bytes of a request that was answered. */
  void release(ClientConnection connection) {
    bytes -= connection.release();
  }

  /** Frees what a refused client has sent. */
  void forget(ClientConnection connection) {
    release(connection);
    connection.parser().forget();
  }

  void close(ClientConnection connection) {
    release(connection);
    connection.close();
    connections.remove(connection);
  }

  /** Closes the connection that has waited longest for a request. Returns false if none waits. */
  boolean closeOldestIdle() {
    Optional<ClientConnection> oldest =
        connections.stream()
            .filter(connection -> connection.phase() == ClientConnection.Phase.IDLE)
            .findFirst();
    oldest.ifPresent(this::close);
    return oldest.isPresent();
  }

  /** Closes all connections. The selecting thread does this when it ends. */
  void closeAll() {
    connections.forEach(ClientConnection::close);
  }
}
