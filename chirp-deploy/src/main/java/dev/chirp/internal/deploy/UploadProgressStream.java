package dev.chirp.internal.deploy;

import dev.chirp.internal.core.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A stream that shows the progress of an upload. */
final class UploadProgressStream extends FilterInputStream {
  private static final double MB = 1 << 20;

  private final Progress progress;
  private final long whole;
  private long sent;

  UploadProgressStream(InputStream in, Progress progress) {
    super(in);
    this.progress = progress;
    this.whole = size(in);
  }

  private static long size(InputStream in) {
    try {
      return in.available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int bytes) {
    sent += bytes;
    progress.status("Uploading %.1f of %.1f MB".formatted(sent / MB, whole / MB));
  }
}
