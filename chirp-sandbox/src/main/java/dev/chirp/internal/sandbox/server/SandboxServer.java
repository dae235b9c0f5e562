package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running sandbox, as goals use it: its address, its end, and how other processes find it. {@link
 * dev.chirp.sandbox.Sandbox} is what tests see of it.
 *
 * <p>The server, its access key and the functions' processes end with {@link #close()}. The state
 * stays in the settings' folder; without one it is deleted.
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

  /** The settings of a new sandbox, to change and to start. */
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
      OwnerOnly.restrictTree(directory); // older versions left it readable
      AwsServices services = AwsServices.of(settings, directory, key);
      Server server =
          Server.start(
              settings.port(),
              services.byName(),
              key,
              whileThere(lock, settings.interceptor()),
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

  /** Refuses every request once the state is gone: another sandbox may use the folder now. */
  private static Server.Interceptor whileThere(DirectoryLock lock, Server.Interceptor next) {
    return (action, call, service) -> {
      if (!lock.isThere()) {
        throw new AwsError(
            410,
            "SandboxRemoved",
            "This sandbox does nothing more: its state was removed (mvn clean).");
      }
      return next.answer(action, call, service);
    };
  }

  /** The URL that clients use in place of AWS's. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The access key that the sandbox requires; each start makes another one. */
  public String accessKeyId() {
    return address().accessKeyId();
  }

  /** What a client needs to reach the sandbox: its endpoint and its access key. */
  public SandboxAddress address() {
    return server.address();
  }

  /** The folder of the state. */
  public Path directory() {
    return folder.path();
  }

  /** The services, to look at what they hold. */
  public AwsServices services() {
    return services;
  }

  /** The error, such as an OutOfMemoryError, that has ended it by itself. */
  public Optional<Throwable> failure() {
    return server.failure();
  }

  /** Whether its state was removed, so that it can do no more. */
  public boolean isRemoved() {
    return !lock.isThere();
  }

  /** Lets other processes use this sandbox, for one that stays. */
  public void publish() {
    try {
      AddressFile.in(directory()).write(address());
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + directory(), e);
    }
  }

  /**
   * The address of a sandbox that this user's other processes may use. To be asked only after
   * {@link SandboxSettings#tryStart} has found the directory in use: then whoever uses it has
   * removed what a killed one left.
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
      // What is there now is another's.
      return;
    }
    closed = true;
    server.close();
    try {
      if (lock.isThere()) {
        AddressFile.in(directory()).delete();
      }
    } catch (IOException ignored) {
      // The next one removes it.
    }
    lock.close();
    folder.release();
  }
}
