package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running sandbox. Goals start it, publish its address and close it; tests use {@link
 * dev.chirp.sandbox.Sandbox}.
 *
 * <p>{@link #close()} ends the server, its access key and the functions' processes. The state stays
 * in the folder of the settings; a temporary folder is deleted.
 */
public final class SandboxServer implements AutoCloseable {
  private final DirectoryLock lock;
  private final StateFolder folder;
  private final AwsServices services;
  private final Server server;
  private boolean closed;

  private SandboxServer(
      DirectoryLock lock, StateFolder folder, AwsServices services, Server server) {
    this.lock = lock;
    this.folder = folder;
    this.services = services;
    this.server = server;
  }

  /** New settings, which start a sandbox. */
  public static SandboxSettings builder() {
    return new SandboxSettings();
  }

  /** Starts the server, unless another sandbox uses the folder. */
  static Optional<SandboxServer> start(SandboxSettings settings, StateFolder folder) {
    return DirectoryLock.of(folder.path()).map(lock -> started(lock, settings, folder));
  }

  private static SandboxServer started(
      DirectoryLock lock, SandboxSettings settings, StateFolder folder) {
    Path directory = folder.path();
    boolean isStarted = false;
    try {
      AddressFile.in(directory).delete(); // a killed sandbox may have left it
      AccessKey key = AccessKey.random();
      DirectoryTree.restrict(directory); // older versions left it readable
      AwsServices services = AwsServices.of(settings, directory, key);
      Server server =
          Server.start(
              settings.port(),
              services.byName(),
              key,
              whileIntact(lock, settings.interceptor()),
              settings.faultLog());
      isStarted = true;
      return new SandboxServer(lock, folder, services, server);
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + directory, e);
    } finally {
      if (!isStarted) {
        lock.close();
        folder.release();
      }
    }
  }

  /**
   * Refuses every request after the state was deleted: another sandbox may use the folder by now.
   */
  private static Server.Interceptor whileIntact(DirectoryLock lock, Server.Interceptor next) {
    return (action, call, service) -> {
      if (!lock.isIntact()) {
        throw new AwsError(
            410,
            "SandboxRemoved",
            "This sandbox has stopped working because its state was removed (mvn clean).");
      }
      return next.answer(action, call, service);
    };
  }

  /** The URL that clients use in place of AWS's. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The access key that requests must carry. Each start generates a new one. */
  public String accessKeyId() {
    return address().accessKeyId();
  }

  /** The endpoint and the access key. */
  public SandboxAddress address() {
    return server.address();
  }

  /** The folder of the state. */
  public Path directory() {
    return folder.path();
  }

  /** The services, for reading their content. */
  public AwsServices services() {
    return services;
  }

  /** The error, such as an OutOfMemoryError, that stopped the server, if one did. */
  public Optional<Throwable> failure() {
    return server.failure();
  }

  /** True if the state was deleted. The sandbox then refuses every request. */
  public boolean isRemoved() {
    return !lock.isIntact();
  }

  /** Publishes the address, so that other processes use this sandbox. */
  public void publish() {
    try {
      AddressFile.in(directory()).write(address());
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + directory(), e);
    }
  }

  /**
   * The published address of a sandbox. Call this only after {@link SandboxSettings#tryStart} has
   * found the directory in use: by then, the sandbox that uses it has deleted the address of a
   * killed one.
   */
  public static Optional<SandboxAddress> publishedIn(Path directory) {
    try {
      return AddressFile.in(directory).read();
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot read " + directory, e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      // Another sandbox may use the folder by now.
      return;
    }
    closed = true;
    server.close();
    try {
      if (lock.isIntact()) {
        AddressFile.in(directory()).delete();
      }
    } catch (IOException ignored) {
      // The next sandbox deletes the file.
    }
    lock.close();
    folder.release();
  }
}
