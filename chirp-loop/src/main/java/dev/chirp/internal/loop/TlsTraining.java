package dev.chirp.internal.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Loads the TLS classes of a first call to AWS into the AOT cache: during training, AWS is a
 * sandbox without TLS. Sends nothing.
 */
final class TlsTraining {
  private TlsTraining() {}

  /** Reads the trusted certificates, and discards the first message of a handshake. */
  static void run() throws IOException {
    if (!Boolean.getBoolean(Training.TLS)) {
      return;
    }
    try {
      SSLEngine client = SSLContext.getDefault().createSSLEngine("aws.invalid", 443);
      client.setUseClientMode(true);
      client.beginHandshake();
      ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
      client.wrap(ByteBuffer.allocate(0), hello);
      client.closeOutbound();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }
}
