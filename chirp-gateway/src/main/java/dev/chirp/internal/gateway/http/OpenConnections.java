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

  void close(ClientConnection connection) {
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
