package dev.chirp.internal.process;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Output with log frames. AWS's runtime interface client writes a message of the context's logger
 * as a frame, because a message has no line end of its own: the number {@code 0xA55A00xx} with
 * level and format, the message's length, the time in microseconds, the message. Other output comes
 * between frames.
 *
 * @see <a
 *     href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">The
 *     client</a>, class FramedTelemetryLogSink
 */
public final class LogFrames {
  /** The variable that tells the client to write frames, and to which file descriptor. */
  private static final String DESCRIPTOR = "_LAMBDA_TELEMETRY_LOG_FD";

  private static final String STDOUT = "1";

  private static final int HEADER = 16;

  /** The number without level and format. In text, its bytes are possible only with a NUL. */
  private static final int MAGIC = 0xA55A0000;

  private static final int NUMBER_BITS = 0xFFFFFFC0;
  private static final byte[] NUMBER = ByteBuffer.allocate(Integer.BYTES).putInt(MAGIC).array();

  private LogFrames() {}

  /** Makes AWS's client write frames. */
  public static void requestIn(Map<String, String> environment) {
    environment.put(DESCRIPTOR, STDOUT);
  }

  /** The number of bytes up to the end of the last line or frame that is complete. */
  static int complete(byte[] output) {
    int complete = 0;
    int at = 0;
    while (at < output.length) {
      if (endsWithBegin(output, at)) {
        return complete;
      }
      if (isFrame(output, at)) {
        long end = end(output, at);
        if (end > output.length) {
          return complete;
        }
        at = (int) end;
        complete = at;
      } else {
        at++;
        complete = output[at - 1] == '\n' ? at : complete;
      }
    }
    return complete;
  }

  /** The lines, each frame on lines of its own. An incomplete frame counts as far as it goes. */
  static Stream<String> lines(byte[] output) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(output.length);
    byte last = '\n';
    int at = 0;
    while (at < output.length) {
      if (isFrame(output, at)) {
        if (last != '\n') {
          text.write('\n');
        }
        int end = (int) Math.min(end(output, at), output.length);
        int from = Math.min(at + HEADER, end);
        text.write(output, from, end - from);
        if (from == end || output[end - 1] != '\n') {
          text.write('\n');
        }
        last = '\n';
        at = end;
      } else {
        last = output[at];
        text.write(last);
        at++;
      }
    }
    return text.toString(StandardCharsets.UTF_8).lines();
  }

  private static boolean isFrame(byte[] output, int at) {
    return output[at] == NUMBER[0]
        && output.length - at >= Integer.BYTES
        && (ByteBuffer.wrap(output, at, Integer.BYTES).getInt() & NUMBER_BITS) == MAGIC;
  }

  /** True if the output ends with bytes that a frame may begin with. */
  private static boolean endsWithBegin(byte[] output, int at) {
    int there = output.length - at;
    return there < Integer.BYTES && Arrays.equals(output, at, output.length, NUMBER, 0, there);
  }

  /** The end of a frame, which is beyond the output if the frame is incomplete. */
  private static long end(byte[] output, int at) {
    return output.length - at < HEADER
        ? at + (long) HEADER
        : at + HEADER + Integer.toUnsignedLong(ByteBuffer.wrap(output, at + 4, 4).getInt());
  }
}
