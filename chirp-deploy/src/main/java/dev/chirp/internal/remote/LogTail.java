package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Shows the lines that a function logged, oldest first, and follows new ones. */
public final class LogTail {
  /**
   * The pause between polls. CloudWatch Logs allows as few as 5 such calls a second per account.
   */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /**
   * The longest delay of a line, compared with other execution environments' lines, for it to be
   * shown.
   */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final Aws aws;
  private final Query query;
  private final Consumer<String> lines;
  private final Progress progress;

  /** The times by event id of lines that were shown and may be returned again. */
  private final Map<String, Long> shown = new HashMap<>();

  /**
   * The lines to show.
   *
   * @param name the function's name in the project: {@code server_status}
   * @param functionName its name on Lambda: {@code chirp_server_status}
   * @param since {@code 10m}, or an instant
   * @param filter CloudWatch's pattern, such as {@code ERROR}
   */
  public record Query(String name, String functionName, String since, Optional<String> filter) {
    String group() {
      return "/aws/lambda/" + functionName;
    }
  }

  /**
   * Prepares the query. Reads nothing yet.
   *
   * @param lines receives each line
   */
  public LogTail(Aws aws, Query query, Consumer<String> lines, Progress progress) {
    this.aws = aws;
    this.query = query;
    this.lines = lines;
    this.progress = progress;
  }

  /** Shows the lines logged so far. */
  public void show() {
    if (showSince(start()).isEmpty()) {
      NextCommands commands = new NextCommands(aws, query.name(), query.functionName());
      throw ChirpException.project(noGroup())
          .withSuggestion(
              commands
                  .withoutPrefix()
                  .map(meant -> meant.of("logs", ""))
                  .orElseGet(() -> commands.of("invoke", " -Dremote")));
    }
    if (shown.isEmpty()) {
      progress.say("No lines since " + query.since() + " in " + query.group() + ".");
    }
  }

  /** Shows the lines logged so far, then new ones until the thread is interrupted. */
  public void follow() {
    Instant start = start();
    Instant newest = start;
    boolean waitReported = false;
    while (true) {
      Instant late = newest.minus(LATE);
      Instant from = late.isAfter(start) ? late : start;
      shown.values().removeIf(time -> time < from.toEpochMilli());
      Optional<Instant> found = showSince(from);
      if (found.isEmpty() && !waitReported) {
        progress.warn(noGroup() + " Waiting for its first line.");
        waitReported = true;
      }
      newest = found.filter(newest::isBefore).orElse(newest);
      aws.time().pause(PAUSE);
    }
  }

  private Instant start() {
    return Since.of(query.since(), aws.time().now());
  }

  /** Returns the time of the newest line, or {@code from}. Empty if there is no log group. */
  private Optional<Instant> showSince(Instant from) {
    FilterLogEventsRequest.Builder request =
        FilterLogEventsRequest.builder().logGroupName(query.group()).startTime(from.toEpochMilli());
    query.filter().ifPresent(request::filterPattern);
    long newest = from.toEpochMilli();
    Optional<String> token = Optional.empty();
    do {
      token.ifPresent(request::nextToken);
      Optional<FilterLogEventsResponse> page = page(request.build());
      if (page.isEmpty()) {
        return Optional.empty();
      }
      for (FilteredLogEvent event : page.get().events()) {
        newest = Math.max(newest, event.timestamp());
        show(event);
      }
      token = Optional.ofNullable(page.get().nextToken());
    } while (token.isPresent());
    return Optional.of(Instant.ofEpochMilli(newest));
  }

  private Optional<FilterLogEventsResponse> page(FilterLogEventsRequest request) {
    return aws.call(
        "logs:FilterLogEvents",
        "log group '" + query.group() + "'",
        () -> {
          try {
            return Optional.of(aws.logs().filterLogEvents(request));
          } catch (ResourceNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  private void show(FilteredLogEvent event) {
    if (shown.putIfAbsent(event.eventId(), event.timestamp()) == null) {
      String time = TIME.format(Instant.ofEpochMilli(event.timestamp()));
      lines.accept(time + " " + KeyRedaction.of(event.message().stripTrailing()));
    }
  }

  private String noGroup() {
    return "Function '%s' has no log in %s: log group '%s' does not exist. The function was never deployed there or never ran."
        .formatted(query.name(), aws.region(), query.group());
  }
}
