package dev.chirp.maven;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Opens AWS on a thread of its own while functions are compiled and packed: loading its SDK takes
 * as long as both.
 */
final class EarlyAws implements AutoCloseable {
  private final CompletableFuture<AwsSession> opening;

  private EarlyAws(CompletableFuture<AwsSession> opening) {
    this.opening = opening;
  }

  /**
   * Begins; what goes wrong is told by {@link #get}.
   *
   * @param throughBucket whether S3 will be needed
   */
  static EarlyAws open(Supplier<AwsSession> aws, boolean throughBucket) {
    // Not the common pool: its threads do not see the plugin's classes.
    return new EarlyAws(
        CompletableFuture.supplyAsync(
            () -> prepared(aws.get(), throughBucket),
            work -> {
              Thread thread = new Thread(work, "chirp-aws");
              thread.setDaemon(true);
              thread.start();
            }));
  }

  private static AwsSession prepared(AwsSession session, boolean throughBucket) {
    try {
      session.aws().prepare(throughBucket);
      return session;
    } catch (RuntimeException | Error e) {
      session.close(); // nobody else will
      throw e;
    }
  }

  AwsSession get() {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Closes what is open. An opening that still goes on, because another failure came first, closes
   * itself when it is done: it may wait for a sandbox, and the user shall not.
   */
  @Override
  public void close() {
    CompletableFuture<Void> unused = opening.thenAccept(AwsSession::close);
  }
}
