package dev.chirp.internal.sandbox.logs;

import dev.chirp.internal.sandbox.logs.StreamFile.StoredLine;
import java.util.Locale;

/**
 * One line in a log.
 *
 * @param id sorts as the events do: by time, then by stream, then by arrival
 * @param timestamp milliseconds since 1970, from the writer
 * @param ingestionTime milliseconds since 1970, of the arrival
 */
record LogEvent(String id, String stream, long timestamp, long ingestionTime, String message) {

  static LogEvent of(String stream, long position, StoredLine line) {
    String id =
        String.format(
            Locale.ROOT,
            "%018d%018d%020d",
            line.timestamp(),
            Integer.toUnsignedLong(stream.hashCode()),
            position);
    return new LogEvent(id, stream, line.timestamp(), line.ingestionTime(), line.message());
  }
}
