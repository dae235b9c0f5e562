package dev.chirp.internal.gateway.http;

import java.nio.charset.StandardCharsets;

/** The bytes of a request's or a response's body. They are never changed. */
public final class MessageBytes implements OutgoingResponse.Body {
  /** No body. */
  public static final MessageBytes NONE = new MessageBytes(new byte[0]);

  private final byte[] bytes;

  private MessageBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static MessageBytes of(byte[] bytes) {
    return new MessageBytes(bytes);
  }

  /** In UTF-8. */
  public static MessageBytes of(String text) {
    return new MessageBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** As UTF-8, with U+FFFD for bytes that are not. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
