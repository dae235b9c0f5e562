package dev.chirp.internal.sandbox.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The last 4 KB of an invocation's log, which {@code Invoke} returns on request. */
public final class InvocationLogTail {
  private static final int MOST = 4096;

  private byte[] bytes = new byte[0];

  /** Adds lines at the end. */
  public void add(List<String> lines) {
    byte[] more = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, both, bytes.length, more.length);
    bytes = Arrays.copyOfRange(both, Math.max(0, both.length - MOST), both.length);
  }

  /** Returns the tail in base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
