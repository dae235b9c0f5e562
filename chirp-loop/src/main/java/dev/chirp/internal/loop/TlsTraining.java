package dev.chirp.internal.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Has the AOT cache hold what a first call to AWS loads before it sends anything: where a function
 * trains, AWS is a sandbox that speaks no TLS. Sends nothing.
 */
final class TlsTraining {
  private TlsTraining() {}

  /** Reads the trusted certificates, and writes a handshake's first message to nobody. */
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
