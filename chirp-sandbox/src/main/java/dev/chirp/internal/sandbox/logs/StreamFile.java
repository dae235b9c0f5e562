package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events of one stream, as a file of JSON lines that only grows. */
record StreamFile(Path file, String stream) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void append(List<StoredLine> lines) {
    StringBuilder text = new StringBuilder();
    try {
      for (StoredLine line : lines) {
        text.append(JSON.writeValueAsString(line)).append('\n');
      }
      OwnerOnly.createParent(file);
      if (hasIncompleteLine(file)) {
        text.insert(0, '\n'); // after the incomplete line of a killed process
      }
      try (OutputStream out = OwnerOnly.write(file, StandardOpenOption.APPEND)) {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot write the log " + file, e);
    }
  }

  private static boolean hasIncompleteLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, Math.max(0, channel.size() - 1)) == 1 && last.get(0) != '\n';
    }
  }

  /** The events in the order of their times. */
  List<LogEvent> events() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<LogEvent> events = new ArrayList<>();
    try {
      long position = 0;
      for (String line : Files.readAllLines(file)) {
        add(events, position++, line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot read the log " + file, e);
    }
    events.sort(Comparator.comparing(LogEvent::id));
    return events;
  }

  /** Skips the incomplete line that a killed sandbox may have left. */
  private void add(List<LogEvent> events, long position, String line) throws IOException {
    try {
      events.add(LogEvent.of(stream, position, JSON.readValue(line, StoredLine.class)));
    } catch (JsonProcessingException ignored) {
      // an incomplete line
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot delete the log " + file, e);
    }
  }

  /** An event as stored in its stream's file: one line of JSON. */
  record StoredLine(long timestamp, long ingestionTime, String message) {}
}
