package dev.chirp.internal.rollout;

import dev.chirp.internal.core.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Opens AWS on another thread while functions are compiled and packaged, because loading the SDK
 * takes as long as both.
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
   * Starts to open AWS. {@link #get} throws any failure.
   *
   * @param throughBucket whether S3 will be needed
   * @param progress receives the failure as debug output, if another failure came first and {@link
   *     #get} was never called
   */
  public static EarlyAws open(Supplier<AwsSession> aws, boolean throughBucket, Progress progress) {
    // The common pool's threads cannot load the plugin's classes.
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
      session.close(); // no caller has the session yet
      throw e;
    }
  }

  /** Waits until AWS is open. Throws the failure if it could not be opened. */
  public AwsSession get() {
    asked = true; // the caller reports a failure
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
   * Closes the session. If it is still opening because another failure came first, it closes itself
   * later, so that the user need not wait for a sandbox.
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
