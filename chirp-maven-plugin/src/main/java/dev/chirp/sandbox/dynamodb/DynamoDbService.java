package dev.chirp.sandbox.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.core.ChirpException;
import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.http.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * DynamoDB, as far as an API keeps its items in tables and finds them by key: conditional writes
 * and paginated queries. Every read is consistent, and no item expires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html">Operations</a>
 */
public final class DynamoDbService implements Service {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Of a request, in bytes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Quotas</a>
   */
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private static final String TARGET = "DynamoDB_20120810.";
  private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";

  private final Path directory;
  private final Declarations declared;
  private final Map<String, Tables> places = new HashMap<>();

  /**
   * With what was there before.
   *
   * @param directory where the items are kept
   * @param tables {@code CreateTable} requests of tables that are there from the beginning, by what
   *     a message calls them
   * @throws ChirpException when one of them is no request that DynamoDB would take, or differs from
   *     a table that is kept, or when what is kept cannot be read
   */
  public DynamoDbService(Path directory, Map<String, String> tables) {
    this.directory = directory;
    this.declared = Declarations.read(tables);
    Tables.check(directory, declared);
  }

  @Override
  public String action(Call call) {
    return "dynamodb:" + operation(call);
  }

  private static String operation(Call call) {
    return call.header("x-amz-target").orElse("").replace(TARGET, "");
  }

  @Override
  public synchronized Answer answer(Call call) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    Request request = new Request(operation(call), body(call));
    Tables tables =
        places.computeIfAbsent(
            call.account() + "/" + call.region(), ignored -> Tables.in(directory, call, declared));
    TableOperations operations = new TableOperations(tables, call);
    Items items = new Items(tables);
    switch (request.operation()) {
      case "CreateTable" -> operations.create(request, answer);
      case "DeleteTable" -> operations.delete(request, answer);
      case "DescribeTable" -> operations.describe(request, answer);
      case "ListTables" -> operations.list(request, answer);
      case "GetItem" -> items.get(request, answer);
      case "PutItem" -> {
        return written(items.put(request), call);
      }
      case "DeleteItem" -> {
        return written(items.delete(request), call);
      }
      case "Query" -> new Query(tables.require(request.table()), request).answer(answer);
      default -> throw Refusal.notDone(action(call));
    }
    return json(200, answer, call);
  }

  private static JsonNode body(Call call) throws IOException {
    try {
      return JSON.readTree(call.content(MAX_BODY));
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "SerializationException", "The request is no JSON.");
    }
  }

  /** A condition that does not hold is the one refusal that can carry an item. */
  private static Answer written(Items.Written written, Call call) {
    if (written.done()) {
      return json(200, written.answer(), call);
    }
    written.answer().put("__type", TYPE + "ConditionalCheckFailedException");
    written.answer().put("message", "The conditional request failed");
    return json(400, written.answer(), call);
  }

  @Override
  public Answer refused(Refusal refusal, Call call) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("__type", TYPE + refusal.code());
    answer.put("message", refusal.message());
    return json(refusal.status(), answer, call);
  }

  private static Answer json(int status, JsonNode json, Call call) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    return Answer.of(status, "application/x-amz-json-1.0", body)
        .with("x-amzn-RequestId", call.requestId());
  }
}
