package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads log events: one stream in either direction, or all streams of a group by time. */
record LogEventOperations(LogStore store) {
  private static final int MAX_EVENTS = 10_000;

  void filter(LogsRequest request, ObjectNode response) {
    String prefix = request.text("logStreamNamePrefix").orElse("");
    List<String> named = request.list("logStreamNames");
    if (!prefix.isEmpty() && !named.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidParameterException",
          "logStreamNames and logStreamNamePrefix cannot both be specified.");
    }
    FilterPattern pattern = FilterPattern.of(request.text("filterPattern").orElse(""));
    long end = request.number("endTime").orElse(Long.MAX_VALUE);
    List<LogEvent> found = new ArrayList<>();
    for (String stream : streams(request, prefix, named)) {
      store.events(request.accountRegion(), request.group(), stream).stream()
          .filter(event -> isSince(event, request) && event.timestamp() <= end)
          .filter(event -> pattern.matches(event.message()))
          .forEach(found::add);
    }
    found.sort(Comparator.comparing(LogEvent::id));
    TokenPage<LogEvent> page =
        TokenPage.of(found, LogEvent::id, request, request.limit(MAX_EVENTS));
    ArrayNode events = response.putArray("events");
    for (LogEvent event : page.items()) {
      ObjectNode written = events.addObject();
      written.put("logStreamName", event.stream());
      write(event, written);
      written.put("eventId", event.id());
    }
    response.putArray("searchedLogStreams");
    page.writeTokenTo(response);
  }

  private List<String> streams(LogsRequest request, String prefix, List<String> named) {
    return named.isEmpty()
        ? store.get(request.accountRegion(), request.group()).streams().keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .toList()
        : named;
  }

  /**
   * Returns one page of a stream, with a token for each direction. At either end of the stream, the
   * token is the one that the client sent.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html">GetLogEvents</a>
   */
  void get(LogsRequest request, ObjectNode response) {
    int limit = request.limit(MAX_EVENTS);
    long end = request.number("endTime").orElse(Long.MAX_VALUE);
    String token = request.text("nextToken").orElse("");
    if (!token.matches("|[fb]/\\d+")) {
      throw LogsRequest.invalid("nextToken", token, "The specified nextToken is invalid.");
    }
    String from = token.isEmpty() ? "" : token.substring(2);
    boolean forward =
        token.startsWith("f/") || (token.isEmpty() && request.isTrue("startFromHead"));
    List<LogEvent> all =
        store.events(request.accountRegion(), request.group(), request.stream()).stream()
            .filter(event -> isSince(event, request) && event.timestamp() < end)
            .filter(event -> isBeyond(event.id(), from, forward))
            .toList();
    List<LogEvent> page =
        forward
            ? all.subList(0, Math.min(limit, all.size()))
            : all.subList(Math.max(0, all.size() - limit), all.size());
    ArrayNode events = response.putArray("events");
    page.forEach(event -> write(event, events.addObject()));
    String nothing = from.isEmpty() ? "0".repeat(56) : from;
    response.put(
        "nextForwardToken", "f/" + (page.isEmpty() ? nothing : page.get(page.size() - 1).id()));
    response.put("nextBackwardToken", "b/" + (page.isEmpty() ? nothing : page.get(0).id()));
  }

  private static boolean isBeyond(String id, String from, boolean forward) {
    return from.isEmpty() || (forward ? id.compareTo(from) > 0 : id.compareTo(from) < 0);
  }

  private static boolean isSince(LogEvent event, LogsRequest request) {
    return event.timestamp() >= request.number("startTime").orElse(0);
  }

  private static void write(LogEvent event, ObjectNode to) {
    to.put("timestamp", event.timestamp());
    to.put("message", event.message());
    to.put("ingestionTime", event.ingestionTime());
  }
}
