package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.pack.CodePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The zip that requests to Lambda carry. It is read once for all functions. The number of parallel
 * requests is limited to fit Maven's memory, because each holds the zip in base64.
 */
final class DirectZip {
  private static final long BYTES_UNDER_WAY = 64L << 20;

  private final CodePackage code;
  private final int parallel;
  private final Semaphore turns;
  private Optional<SdkBytes> bytes = Optional.empty();

  /**
   * Prepares the zip for these functions.
   *
   * @param functions how many functions need the zip
   */
  DirectZip(CodePackage code, int functions) {
    this.code = code;
    long fit = BYTES_UNDER_WAY / Math.max(1, code.size() * 4 / 3);
    this.parallel = (int) Math.max(1, Math.min(fit, Math.min(functions, Workers.THREADS)));
    this.turns = new Semaphore(parallel);
  }

  /** Returns how many requests may carry the zip at the same time. */
  int parallel() {
    return parallel;
  }

  synchronized SdkBytes bytes() {
    if (bytes.isEmpty()) {
      bytes = Optional.of(read());
    }
    return bytes.get();
  }

  private SdkBytes read() {
    try {
      return SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(code.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a call that carries the zip once there is room for it. */
  <T> T inTurn(Supplier<T> call) {
    turns.acquireUninterruptibly();
    try {
      return call.get();
    } finally {
      turns.release();
    }
  }
}
