package dev.chirp.internal.rollout;

import dev.chirp.internal.core.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Opens AWS on a thread of its own while functions are compiled and packed: loading its SDK takes
 * as long as both.
 */
public final class EarlyAws implements AutoCloseable {
  private final CompletableFuture<AwsSession> opening;
  private final Progress progress;
  private boolean asked;

  private EarlyAws(CompletableFuture<AwsSession> opening, Progress progress) {
    this.opening = opening;
    this.progress = progress;
  }

  /**
   * Begins; what goes wrong is told by {@link #get}.
   *
   * @param throughBucket whether S3 will be needed
   * @param progress is told of a failure that nobody asked for, because another came first
   */
  public static EarlyAws open(Supplier<AwsSession> aws, boolean throughBucket, Progress progress) {
    // Not the common pool: its threads do not see the plugin's classes.
    return new EarlyAws(
        CompletableFuture.supplyAsync(
            () -> prepared(aws.get(), throughBucket),
            work -> {
              Thread thread = new Thread(work, "chirp-aws");
              thread.setDaemon(true);
              thread.start();
            }),
        progress);
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

  public AwsSession get() {
    asked = true; // and its caller tells a failure
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
    CompletableFuture<Void> unused = opening.whenComplete(this::end).thenAccept(session -> {});
  }

  private void end(AwsSession session, Throwable failure) {
    if (failure == null) {
      session.close();
    } else if (!asked) {
      progress.detail("AWS was not opened", failure);
    }
  }
}
