package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.lambda.LogSink;
import dev.chirp.internal.sandbox.logs.StreamFile.StoredLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CloudWatch Logs, as far as functions write to it and people read them. Lines are kept until their
 * group is deleted, whatever its retention.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html">CloudWatch
 *     Logs API</a>
 */
public final class LogsService implements Service, LogSink {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The largest request: 1 MB of events, with room for JSON escapes of six bytes per character. */
  private static final int MAX_BODY = 8 * 1024 * 1024;

  private static final String TARGET = "Logs_20140328.";

  private final LogStore store;
  private final LogGroupOperations groups;
  private final LogStreamOperations streams;
  private final LogEventOperations events;

  /**
   * A service that continues with the stored groups and lines.
   *
   * @param directory the folder for groups and lines
   */
  public LogsService(Path directory) {
    this.store = new LogStore(directory);
    this.groups = new LogGroupOperations(store);
    this.streams = new LogStreamOperations(store);
    this.events = new LogEventOperations(store);
  }

  @Override
  public String action(Call call) {
    return "logs:" + operation(call);
  }

  private static String operation(Call call) {
    return call.header("x-amz-target").orElse("").replace(TARGET, "");
  }

  @Override
  public Response answer(Call call) throws IOException {
    ObjectNode response = JSON.createObjectNode();
    answer(operation(call), new LogsRequest(AccountRegion.of(call), body(call)), response);
    return json(200, response.toString(), call);
  }

  private static JsonNode body(Call call) throws IOException {
    byte[] body = call.content(MAX_BODY);
    try {
      return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AwsError(400, "SerializationException", "The request is not valid JSON.");
    }
  }

  private void answer(String operation, LogsRequest request, ObjectNode response) {
    switch (operation) {
      case "CreateLogGroup" -> groups.create(request);
      case "DeleteLogGroup" -> groups.delete(request);
      case "DescribeLogGroups" -> groups.describe(request, response);
      case "PutRetentionPolicy" -> groups.putRetention(request);
      case "DeleteRetentionPolicy" -> groups.deleteRetention(request);
      case "TagResource" -> groups.tag(request, request.taggedGroup());
      case "TagLogGroup" -> groups.tag(request, request.group());
      case "UntagResource" ->
          groups.untag(request, request.taggedGroup(), Set.copyOf(request.list("tagKeys")));
      case "ListTagsForResource" -> groups.listTags(request, request.taggedGroup(), response);
      case "ListTagsLogGroup" -> groups.listTags(request, request.group(), response);
      case "CreateLogStream" -> streams.create(request);
      case "DeleteLogStream" -> streams.delete(request);
      case "DescribeLogStreams" -> streams.describe(request, response);
      case "PutLogEvents" -> streams.put(request, response);
      case "GetLogEvents" -> events.get(request, response);
      case "FilterLogEvents" -> events.filter(request, response);
      default -> throw AwsError.unsupported("logs:" + operation);
    }
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    ObjectNode response = JSON.createObjectNode();
    response.put("__type", refusal.code());
    response.put("message", refusal.message());
    return json(refusal.status(), response.toString(), call);
  }

  private static Response json(int status, String json, Call call) {
    return Response.of(status, "application/x-amz-json-1.1", json.getBytes(StandardCharsets.UTF_8))
        .with("x-amzn-RequestId", call.requestId());
  }

  /** The names of the log groups in an account's region, in order. */
  public List<String> groupNames(String account, String region) {
    return store.groups(new AccountRegion(account, region)).stream().map(LogGroup::name).toList();
  }

  /**
   * The messages of all streams of a group, in the order of their times.
   *
   * @throws AwsError when the group is missing
   */
  public List<String> messages(String account, String region, String group) {
    AccountRegion accountRegion = new AccountRegion(account, region);
    synchronized (store) {
      return store.get(accountRegion, group).streams().keySet().stream()
          .flatMap(stream -> store.events(accountRegion, group, stream).stream())
          .sorted(Comparator.comparing(LogEvent::id))
          .map(LogEvent::message)
          .toList();
    }
  }

  @Override
  public void append(Stream stream, List<Line> lines) {
    AccountRegion accountRegion = new AccountRegion(stream.account(), stream.region());
    synchronized (store) {
      if (store.find(accountRegion, stream.group()).isEmpty()) {
        store.create(accountRegion, stream.group(), Map.of());
      }
      if (!store.get(accountRegion, stream.group()).streams().containsKey(stream.name())) {
        store.createStream(accountRegion, stream.group(), stream.name());
      }
      long now = System.currentTimeMillis();
      store.append(
          accountRegion,
          stream.group(),
          stream.name(),
          lines.stream()
              .map(line -> new StoredLine(line.at().toEpochMilli(), now, line.text()))
              .toList());
    }
  }
}
