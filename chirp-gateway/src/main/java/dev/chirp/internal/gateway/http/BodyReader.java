package dev.chirp.internal.gateway.http;

import java.nio.charset.StandardCharsets;

/** Collects one request's body from the bytes that have arrived, in chunks or in one piece. */
final class BodyReader {
  private enum Step {
    DATA,
    CHUNK_SIZE,
    CHUNK_END,
    TRAILERS,
    DONE
  }

  /** Characters of a chunk's size and its extensions. */
  private static final int MAX_SIZE_LINE = 256;

  private final int most;
  private final int mostTrailers;
  private final boolean isChunked;
  private final ByteQueue body = new ByteQueue();
  private Step step;
  private int left;
  private int trailers;

  BodyReader(RequestHead head, ServerLimits limits) throws RequestRefused {
    most = limits.body();
    mostTrailers = limits.head();
    isChunked = head.isChunked();
    long length = isChunked ? 0 : head.length();
    if (length > most) {
      throw tooLarge();
    }
    left = (int) length;
    step = isChunked ? Step.CHUNK_SIZE : length == 0 ? Step.DONE : Step.DATA;
  }

  boolean isDone() {
    return step == Step.DONE;
  }

  byte[] bytes() {
    return body.take(body.size());
  }

  /** Takes what belongs to the body, and returns whether that is all of it. */
  boolean takeFrom(ByteQueue in) throws RequestRefused {
    boolean moved = true;
    while (moved && step != Step.DONE) {
      moved =
          switch (step) {
            case DATA -> data(in);
            case CHUNK_SIZE -> chunkSize(in);
            case CHUNK_END -> chunkEnd(in);
            case TRAILERS -> trailers(in);
            case DONE -> false;
          };
    }
    return isDone();
  }

  private boolean data(ByteQueue in) {
    int length = Math.min(left, in.size());
    in.moveTo(body, length);
    left -= length;
    if (left > 0) {
      return false;
    }
    step = isChunked ? Step.CHUNK_END : Step.DONE;
    return true;
  }

  private boolean chunkSize(ByteQueue in) throws RequestRefused {
    int end = in.indexOfLineEnd();
    if (end < 0 ? in.size() > MAX_SIZE_LINE : end > MAX_SIZE_LINE) {
      throw malformed();
    }
    if (end < 0) {
      return false;
    }
    String line = new String(in.take(end), StandardCharsets.ISO_8859_1);
    in.skip(2);
    if (hasBareLineBreak(line)) {
      throw malformed();
    }
    int extension = line.indexOf(';');
    left = size(extension < 0 ? line : line.substring(0, extension).stripTrailing());
    if (left > most - body.size()) {
      throw tooLarge();
    }
    step = left == 0 ? Step.TRAILERS : Step.DATA;
    return true;
  }

  private static int size(String hex) throws RequestRefused {
    if (!hex.matches("[0-9a-fA-F]{1,16}")) {
      throw malformed();
    }
    return hex.replaceFirst("^0+", "").length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(hex, 16);
  }

  private boolean chunkEnd(ByteQueue in) throws RequestRefused {
    if (in.size() < 2) {
      return false;
    }
    if (!in.startsWithLineEnd()) {
      throw malformed();
    }
    in.skip(2);
    step = Step.CHUNK_SIZE;
    return true;
  }

  /** Trailers are read and dropped: a function would not see them. */
  private boolean trailers(ByteQueue in) throws RequestRefused {
    int end = in.indexOfLineEnd();
    trailers += Math.max(end, 0);
    if (trailers > mostTrailers || (end < 0 && in.size() > mostTrailers)) {
      throw new RequestRefused(431, "The request's trailers are too large.");
    }
    if (end < 0) {
      return false;
    }
    if (hasBareLineBreak(new String(in.take(end), StandardCharsets.ISO_8859_1))) {
      throw new RequestRefused(400, "The request's trailers are malformed.");
    }
    in.skip(2);
    step = end == 0 ? Step.DONE : Step.TRAILERS;
    return true;
  }

  /** True for a CR or LF alone, at which other readers may end the line. */
  private static boolean hasBareLineBreak(String line) {
    return line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0;
  }

  private RequestRefused tooLarge() {
    return new RequestRefused(413, "The request's body has more than %d bytes.".formatted(most));
  }

  private static RequestRefused malformed() {
    return new RequestRefused(400, "A chunk of the request's body is malformed.");
  }
}
