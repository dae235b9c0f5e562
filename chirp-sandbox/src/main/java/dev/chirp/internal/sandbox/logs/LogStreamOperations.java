package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.logs.StreamFile.StoredLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Operations on log streams, including writes. */
record LogStreamOperations(LogStore store) {
  private static final int PAGE = 50;

  /**
   * Limits of one {@code PutLogEvents}: the number of events, and the bytes of their messages in
   * UTF-8, each with an overhead.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>
   */
  private static final int MAX_EVENTS = 10_000;

  private static final int MAX_BATCH = 1_048_576;
  private static final int PER_EVENT = 26;

  private static final long OLDEST = Duration.ofDays(14).toMillis();
  private static final long NEWEST = Duration.ofHours(2).toMillis();

  /** A stream with the times of its first and last line; both 0 while it is empty. */
  private record StreamSummary(String name, long created, long first, long last) {
    /** The sort key: the time of the last line, or the name. */
    String key(boolean byTime) {
      return byTime ? String.format(Locale.ROOT, "%020d%s", last, name) : name;
    }
  }

  void create(LogsRequest request) {
    store.createStream(request.accountRegion(), request.group(), request.stream());
  }

  void delete(LogsRequest request) {
    store.deleteStream(request.accountRegion(), request.group(), request.stream());
  }

  void describe(LogsRequest request, ObjectNode response) {
    String prefix = request.text("logStreamNamePrefix").orElse("");
    boolean byTime = request.text("orderBy").orElse("LogStreamName").equals("LastEventTime");
    if (byTime && !prefix.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidParameterException",
          "Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    Comparator<StreamSummary> order = Comparator.comparing(stream -> stream.key(byTime));
    List<StreamSummary> found =
        summaries(request.accountRegion(), store.get(request.accountRegion(), request.group()))
            .stream()
            .filter(stream -> stream.name().startsWith(prefix))
            .sorted(request.isTrue("descending") ? order.reversed() : order)
            .toList();
    // In a descending list, the keys do not ascend, so page by position.
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      positions.add(i);
    }
    TokenPage<Integer> page =
        TokenPage.of(
            positions, i -> String.format(Locale.ROOT, "%010d", i), request, request.limit(PAGE));
    ArrayNode streams = response.putArray("logStreams");
    page.items()
        .forEach(
            i ->
                write(request.accountRegion(), request.group(), found.get(i), streams.addObject()));
    page.writeTokenTo(response);
  }

  private List<StreamSummary> summaries(AccountRegion accountRegion, LogGroup group) {
    List<StreamSummary> streams = new ArrayList<>();
    group
        .streams()
        .forEach(
            (name, created) -> {
              List<LogEvent> events = store.events(accountRegion, group.name(), name);
              long first = events.isEmpty() ? 0 : events.get(0).timestamp();
              long last = events.isEmpty() ? 0 : events.get(events.size() - 1).timestamp();
              streams.add(new StreamSummary(name, created, first, last));
            });
    return streams;
  }

  private static void write(
      AccountRegion accountRegion, String group, StreamSummary stream, ObjectNode to) {
    to.put("logStreamName", stream.name());
    to.put("creationTime", stream.created());
    if (stream.last() > 0) {
      to.put("firstEventTimestamp", stream.first());
      to.put("lastEventTimestamp", stream.last());
      to.put("lastIngestionTime", stream.last());
    }
    to.put("uploadSequenceToken", "1");
    to.put("arn", accountRegion.arn(group) + ":log-stream:" + stream.name());
    to.put("storedBytes", 0);
  }

  void put(LogsRequest request, ObjectNode response) {
    long now = System.currentTimeMillis();
    List<StoredLine> lines = new ArrayList<>();
    int tooOld = 0;
    int tooNew = -1;
    int index = 0;
    for (StoredLine line : lines(request, now)) {
      if (line.timestamp() < now - OLDEST) {
        tooOld = index + 1;
      } else if (line.timestamp() > now + NEWEST) {
        tooNew = tooNew < 0 ? index : tooNew;
      } else {
        lines.add(line);
      }
      index++;
    }
    store.append(request.accountRegion(), request.group(), request.stream(), lines);
    response.put("nextSequenceToken", "1");
    if (tooOld > 0) {
      response.withObject("/rejectedLogEventsInfo").put("tooOldLogEventEndIndex", tooOld);
    }
    if (tooNew >= 0) {
      response.withObject("/rejectedLogEventsInfo").put("tooNewLogEventStartIndex", tooNew);
    }
  }

  private static List<StoredLine> lines(LogsRequest request, long now) {
    int count = request.fields().path("logEvents").size();
    if (count < 1 || count > MAX_EVENTS) {
      throw LogsRequest.invalid(
          "logEvents",
          count + " events",
          "Member must have length between 1 and %d".formatted(MAX_EVENTS));
    }
    List<StoredLine> lines = new ArrayList<>();
    long last = 0;
    long size = 0;
    for (JsonNode event : request.fields().path("logEvents")) {
      long timestamp = event.path("timestamp").asLong();
      String message = event.path("message").asText();
      if (message.isEmpty()) {
        throw LogsRequest.invalid(
            "logEvents." + (lines.size() + 1) + ".member.message",
            "",
            "Member must have length greater than or equal to 1");
      }
      if (timestamp < last) {
        throw new AwsError(
            400,
            "InvalidParameterException",
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      last = timestamp;
      int bytes = message.getBytes(StandardCharsets.UTF_8).length + PER_EVENT;
      requireFit("Log event", bytes);
      size += bytes;
      lines.add(new StoredLine(timestamp, now, message));
    }
    requireFit("Upload", size);
    return lines;
  }

  private static void requireFit(String what, long bytes) {
    if (bytes > MAX_BATCH) {
      throw new AwsError(
          400,
          "InvalidParameterException",
          "%s too large: %d bytes exceeds limit of %d".formatted(what, bytes, MAX_BATCH));
    }
  }
}
