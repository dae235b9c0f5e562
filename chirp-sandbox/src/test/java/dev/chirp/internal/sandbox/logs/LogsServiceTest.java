package dev.chirp.internal.sandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.lambda.LogSink;
import dev.chirp.internal.sandbox.server.AwsClients;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogsServiceTest {
  private static final String GROUP = "/aws/lambda/chirp_server_status";

  @TempDir private Path directory;
  private SandboxServer sandbox;
  private AwsClients aws;
  private CloudWatchLogsClient logs;
  private final long now = System.currentTimeMillis();

  @BeforeEach
  void start() {
    sandbox = SandboxServer.builder().directory(directory).start();
    aws = new AwsClients(sandbox.address(), "us-east-1");
    logs = aws.logs();
  }

  @AfterEach
  void stop() {
    aws.close();
    sandbox.close();
  }

  @Test
  void groupHasTagsAndRetention() {
    logs.createLogGroup(r -> r.logGroupName(GROUP).tags(Map.of("ManagedBy", "chirp")));
    logs.putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(14));
    LogGroup group = group();
    assertEquals(14, group.retentionInDays());
    String arn = "arn:aws:logs:us-east-1:000000000000:log-group:" + GROUP;
    assertEquals(arn + ":*", group.arn());
    logs.tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "b")));
    assertEquals(
        Map.of("ManagedBy", "chirp", "a", "b"),
        logs.listTagsForResource(r -> r.resourceArn(arn)).tags());
    logs.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
    assertEquals(
        Map.of("ManagedBy", "chirp"), logs.listTagsForResource(r -> r.resourceArn(arn)).tags());
    logs.deleteRetentionPolicy(r -> r.logGroupName(GROUP));
    assertEquals(null, group().retentionInDays());
  }

  private LogGroup group() {
    return logs.describeLogGroups(r -> r.logGroupNamePrefix(GROUP)).logGroups().get(0);
  }

  @Test
  void invalidRequestsAreRefusedInAwssWords() {
    ResourceNotFoundException none =
        assertThrows(
            ResourceNotFoundException.class,
            () -> logs.filterLogEvents(r -> r.logGroupName(GROUP)));
    assertEquals("The specified log group does not exist.", none.awsErrorDetails().errorMessage());
    logs.createLogGroup(r -> r.logGroupName(GROUP));
    assertThrows(
        ResourceAlreadyExistsException.class,
        () -> logs.createLogGroup(r -> r.logGroupName(GROUP)));
    assertThrows(
        InvalidParameterException.class,
        () -> logs.putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(2)));
    assertThrows(
        InvalidParameterException.class, () -> logs.createLogGroup(r -> r.logGroupName("a b")));
    assertThrows(
        ResourceNotFoundException.class,
        () -> logs.getLogEvents(r -> r.logGroupName(GROUP).logStreamName("none")));
    CloudWatchLogsException query =
        assertThrows(
            CloudWatchLogsException.class,
            () -> logs.filterLogEvents(r -> r.logGroupName(GROUP).filterPattern("{ $.a = 1 }")));
    assertEquals(501, query.statusCode());
    assertTrue(
        assertThrows(CloudWatchLogsException.class, () -> logs.describeDestinations())
            .toString()
            .contains("does not support logs:DescribeDestinations"));
  }

  @Test
  void groupsAreListedInPages() {
    for (int i = 0; i < 5; i++) {
      String name = GROUP + i;
      logs.createLogGroup(r -> r.logGroupName(name));
    }
    List<String> names =
        logs
            .describeLogGroupsPaginator(r -> r.logGroupNamePrefix(GROUP).limit(2))
            .logGroups()
            .stream()
            .map(LogGroup::logGroupName)
            .toList();
    assertEquals(Stream.of(0, 1, 2, 3, 4).map(i -> GROUP + i).toList(), names);
  }

  @Test
  void filterReadsAllStreamsInOrderOfTime() {
    logs.createLogGroup(r -> r.logGroupName(GROUP));
    put("one", 0, "a0", 20, "a20", 40, "beta 40");
    put("two", 10, "b10", 20, "b20", 30, "alpha beta 30");
    List<String> all = new ArrayList<>();
    logs.filterLogEventsPaginator(r -> r.logGroupName(GROUP).limit(2))
        .events()
        .forEach(event -> all.add(event.message()));
    assertEquals(6, all.size());
    assertEquals("a0", all.get(0));
    assertEquals("b10", all.get(1));
    assertEquals("beta 40", all.get(5));
    assertEquals(
        List.of("alpha beta 30", "beta 40"),
        messages(logs.filterLogEvents(r -> r.logGroupName(GROUP).filterPattern("beta")).events()));
    assertEquals(
        List.of("a20", "b20", "alpha beta 30"),
        messages(
                logs.filterLogEvents(
                        r -> r.logGroupName(GROUP).startTime(now + 20).endTime(now + 30))
                    .events())
            .stream()
            .sorted((a, b) -> Integer.compare(a.length(), b.length()))
            .toList());
    assertEquals(
        List.of("a0", "a20", "beta 40"),
        messages(logs.filterLogEvents(r -> r.logGroupName(GROUP).logStreamNames("one")).events()));
  }

  private static List<String> messages(List<FilteredLogEvent> events) {
    return events.stream().map(FilteredLogEvent::message).toList();
  }

  @Test
  void streamIsReadInBothDirections() {
    logs.createLogGroup(r -> r.logGroupName(GROUP));
    put("one", 0, "0", 1, "1", 2, "2");
    GetLogEventsResponse latest =
        logs.getLogEvents(r -> r.logGroupName(GROUP).logStreamName("one").limit(2));
    assertEquals(List.of("1", "2"), latest.events().stream().map(OutputLogEvent::message).toList());
    GetLogEventsResponse before = page(latest.nextBackwardToken());
    assertEquals(List.of("0"), before.events().stream().map(OutputLogEvent::message).toList());
    GetLogEventsResponse end = page(latest.nextForwardToken());
    assertTrue(end.events().isEmpty());
    assertEquals(latest.nextForwardToken(), end.nextForwardToken());
    put("one", 3, "3");
    assertEquals("3", page(end.nextForwardToken()).events().get(0).message());
  }

  private GetLogEventsResponse page(String token) {
    return logs.getLogEvents(
        r -> r.logGroupName(GROUP).logStreamName("one").limit(2).nextToken(token));
  }

  @Test
  void streamsAreListedByLastEvent() {
    logs.createLogGroup(r -> r.logGroupName(GROUP));
    put("b", 0, "0");
    put("a", 5, "5");
    put("c", 3, "3");
    List<String> names =
        logs
            .describeLogStreamsPaginator(
                r ->
                    r.logGroupName(GROUP)
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .descending(true)
                        .limit(2))
            .logStreams()
            .stream()
            .map(LogStream::logStreamName)
            .toList();
    assertEquals(List.of("a", "c", "b"), names);
  }

  @Test
  void tooOldAndTooNewLinesAreRejected() {
    logs.createLogGroup(r -> r.logGroupName(GROUP));
    long day = 86_400_000;
    PutLogEventsResponse answer = put("one", -20 * day, "old", 0, "good", day, "new");
    assertEquals(1, answer.rejectedLogEventsInfo().tooOldLogEventEndIndex());
    assertEquals(2, answer.rejectedLogEventsInfo().tooNewLogEventStartIndex());
    assertEquals(
        List.of("good"), messages(logs.filterLogEvents(r -> r.logGroupName(GROUP)).events()));
    assertThrows(InvalidParameterException.class, () -> put("two", 2, "late", 1, "early"));
  }

  @Test
  void functionsLogCreatesItsGroupAndOutlivesTheSandbox() throws IOException {
    LogSink.Stream stream =
        new LogSink.Stream("000000000000", "us-east-1", GROUP, "2026/11/24/[$LATEST]ab");
    Path state = directory.resolve("own");
    new LogsService(state)
        .append(stream, List.of(new LogSink.Line(Instant.ofEpochMilli(now), "hello\n")));
    tearLastLine(state);
    new LogsService(state)
        .append(stream, List.of(new LogSink.Line(Instant.ofEpochMilli(now), "again\n")));
    AccountRegion place = new AccountRegion("000000000000", "us-east-1");
    assertEquals(
        List.of("hello\n", "again\n"),
        new LogStore(state)
            .events(place, GROUP, stream.name()).stream().map(LogEvent::message).toList());
    new LogStore(state).delete(place, GROUP);
    try (Stream<Path> files = Files.walk(state)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".jsonl")));
    }
  }

  /** The incomplete line of a process that was killed during a write. */
  private static void tearLastLine(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      Path lines = files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().get();
      Files.writeString(lines, "{\"mess", StandardOpenOption.APPEND);
    }
  }

  /** CloudWatch Logs counts messages in UTF-8, and 26 bytes per event. */
  @Test
  void batchHasASizeLimitAndAnEventLimit() {
    createStream();
    int most = 1_048_576 - 26;
    put(List.of("x".repeat(most)));
    put(List.of("é".repeat(most / 2)));
    put(Collections.nCopies(10_000, "x"));
    assertEquals(
        "Log event too large: 1048577 bytes exceeds limit of 1048576",
        refusal(List.of("x".repeat(most + 1))));
    assertEquals(
        "Upload too large: 1048577 bytes exceeds limit of 1048576",
        refusal(List.of("x", "é".repeat(1), "x".repeat(1_048_577 - 3 * 26 - 3))));
    for (int count : List.of(0, 10_001)) {
      String refused = refusal(Collections.nCopies(count, "x"));
      assertTrue(refused.contains("'logEvents'"), refused);
    }
  }

  private void put(List<String> messages) {
    logs.putLogEvents(
        p ->
            p.logGroupName(GROUP)
                .logStreamName("size")
                .logEvents(
                    messages.stream()
                        .map(m -> InputLogEvent.builder().timestamp(now).message(m).build())
                        .toList()));
  }

  private String refusal(List<String> messages) {
    return assertThrows(InvalidParameterException.class, () -> put(messages))
        .awsErrorDetails()
        .errorMessage();
  }

  private void createStream() {
    logs.createLogGroup(g -> g.logGroupName(GROUP));
    logs.createLogStream(l -> l.logGroupName(GROUP).logStreamName("size"));
  }

  @Test
  void namesCannotLeadOutOfTheDirectory() throws IOException {
    LogSink.Line line = new LogSink.Line(Instant.ofEpochMilli(now), "x");
    Path state = directory.resolve("deep").resolve("state");
    for (String name : List.of("..", "../../x", "a".repeat(400))) {
      new LogsService(state)
          .append(
              new LogSink.Stream("000000000000", "us-east-1", name, name.replace('.', '_')),
              List.of(line));
    }
    try (Stream<Path> files = Files.list(directory.resolve("deep"))) {
      assertEquals(List.of(state), files.toList());
    }
  }

  /** Sends events, given as pairs of milliseconds from now and message. */
  private PutLogEventsResponse put(String stream, Object... events) {
    try {
      logs.createLogStream(r -> r.logGroupName(GROUP).logStreamName(stream));
    } catch (ResourceAlreadyExistsException ignored) {
      // the second time
    }
    List<InputLogEvent> lines = new ArrayList<>();
    for (int i = 0; i < events.length; i += 2) {
      long timestamp = now + ((Number) events[i]).longValue();
      String message = (String) events[i + 1];
      lines.add(InputLogEvent.builder().timestamp(timestamp).message(message).build());
    }
    return logs.putLogEvents(r -> r.logGroupName(GROUP).logStreamName(stream).logEvents(lines));
  }
}
