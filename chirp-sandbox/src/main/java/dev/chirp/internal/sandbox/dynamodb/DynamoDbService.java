package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * DynamoDB, as far as an API keeps its items in tables and finds them by key: conditional writes
 * and paginated queries. Every read is consistent, and no item expires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html">Operations</a>
 */
public final class DynamoDbService implements Service {
  /** DynamoDB's bound for a request, in bytes. */
  private static final int MAX_BODY = 16 << 20;

  /** Operations that DynamoDB has and the sandbox does not do. */
  private static final Set<String> UNDONE =
      Set.of(
          "BatchExecuteStatement",
          "BatchGetItem",
          "BatchWriteItem",
          "CreateBackup",
          "CreateGlobalTable",
          "DeleteBackup",
          "DeleteResourcePolicy",
          "DescribeBackup",
          "DescribeContinuousBackups",
          "DescribeContributorInsights",
          "DescribeEndpoints",
          "DescribeExport",
          "DescribeGlobalTable",
          "DescribeGlobalTableSettings",
          "DescribeImport",
          "DescribeKinesisStreamingDestination",
          "DescribeLimits",
          "DescribeTableReplicaAutoScaling",
          "DescribeTimeToLive",
          "DisableKinesisStreamingDestination",
          "EnableKinesisStreamingDestination",
          "ExecuteStatement",
          "ExecuteTransaction",
          "ExportTableToPointInTime",
          "GetResourcePolicy",
          "ImportTable",
          "ListBackups",
          "ListContributorInsights",
          "ListExports",
          "ListGlobalTables",
          "ListImports",
          "PutResourcePolicy",
          "RestoreTableFromBackup",
          "RestoreTableToPointInTime",
          "Scan",
          "TagResource",
          "TransactGetItems",
          "TransactWriteItems",
          "UntagResource",
          "UpdateContinuousBackups",
          "UpdateContributorInsights",
          "UpdateGlobalTable",
          "UpdateGlobalTableSettings",
          "UpdateItem",
          "UpdateKinesisStreamingDestination",
          "UpdateTableReplicaAutoScaling",
          "UpdateTimeToLive");

  /** Attribute names may be longer than what the library takes by itself. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNameLength(MAX_BODY).build())
                  .build())
          .build();

  private static final String TARGET = "DynamoDB_20120810.";
  private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";
  private static final String TYPE_OF_ALL_SERVICES = "com.amazon.coral.service#";
  private static final String TYPE_OF_VALIDATION = "com.amazon.coral.validate#";

  private final Path directory;
  private final Supplier<Map<String, String>> tables;
  private Map<String, String> files;
  private Declarations declared;
  private final Map<String, Tables> places = new HashMap<>();

  /**
   * With what was there before.
   *
   * @param directory where the items are kept
   * @param tables {@code CreateTable} requests of tables that are there from the beginning, by what
   *     a message calls them; asked for again at each request
   * @throws ChirpException when one of them is no request that DynamoDB would take, or differs from
   *     a table that is kept, or when what is kept cannot be read
   */
  public DynamoDbService(Path directory, Supplier<Map<String, String>> tables) {
    this.directory = directory;
    this.tables = tables;
    this.files = tables.get();
    this.declared = declarations(files);
  }

  private Declarations declarations(Map<String, String> contents) {
    Declarations read = Declarations.read(contents);
    Tables.check(directory, read);
    return read;
  }

  /** Takes over what table files say now, as a new sandbox would. */
  private void readTableFiles() {
    try {
      Map<String, String> now = tables.get();
      if (!now.equals(files)) {
        declared = declarations(now);
        files = now;
        places.clear();
      }
    } catch (ChirpException e) {
      throw KeyValue.invalid(e.problem());
    }
  }

  @Override
  public String action(Call call) {
    return "dynamodb:" + operation(call);
  }

  private static String operation(Call call) {
    return call.header("x-amz-target").orElse("").replace(TARGET, "");
  }

  @Override
  public Response answer(Call call) throws IOException {
    return call.method().equals("GET")
        ? healthy(call)
        : answer(new DynamoDbRequest(operation(call), body(call)), call); // a body may come slowly
  }

  /** What DynamoDB tells load balancers. */
  private static Response healthy(Call call) {
    String text = "healthy: dynamodb.%s.amazonaws.com ".formatted(call.region());
    return Response.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8))
        .with("x-amzn-RequestId", call.requestId());
  }

  private synchronized Response answer(DynamoDbRequest request, Call call) {
    ObjectNode answer = JSON.createObjectNode();
    Tables here = tablesIn(call.account(), call.region());
    TableOperations operations = new TableOperations(here, call);
    Items items = new Items(here);
    switch (request.operation()) {
      case "CreateTable" -> operations.create(request, answer);
      case "DeleteTable" -> operations.delete(request, answer);
      case "DescribeTable" -> operations.describe(request, answer);
      case "UpdateTable" -> operations.update(request, answer);
      case "ListTagsOfResource" -> operations.tags(request, answer);
      case "ListTables" -> operations.list(request, answer);
      case "GetItem" -> items.get(request, answer);
      case "PutItem" -> {
        return written(items.put(request), call);
      }
      case "DeleteItem" -> {
        return written(items.delete(request), call);
      }
      case "Query" -> Query.of(here, request).answer(answer);
      default ->
          throw UNDONE.contains(request.operation())
              ? AwsError.notDone(action(call))
              : new AwsError(400, "UnknownOperationException", "");
    }
    return json(200, answer, call);
  }

  private Tables tablesIn(String account, String region) {
    readTableFiles();
    return places.computeIfAbsent(
        account + "/" + region, ignored -> Tables.in(directory, account, region, declared));
  }

  /**
   * The names of the tables in an account's region, in order.
   *
   * @throws AwsError when a table file is wrong
   */
  public synchronized List<String> tableNames(String account, String region) {
    return tablesIn(account, region).names();
  }

  /**
   * The items of a table in the order of their keys, as plain values.
   *
   * @throws AwsError when a table file is wrong, or the table is missing
   */
  public synchronized List<Map<String, Object>> items(String account, String region, String table) {
    return tablesIn(account, region).require(table).items().values().stream()
        .map(PlainItem::of)
        .toList();
  }

  private static JsonNode body(Call call) throws IOException {
    try {
      JsonNode request = JSON.readTree(call.content(MAX_BODY));
      if (!request.isObject()) {
        throw new AwsError(
            400, "SerializationException", "Start of structure or map found where not expected");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw new AwsError(400, "SerializationException", "The request is not valid JSON.");
    }
  }

  /** A condition that does not hold is the one refusal that can carry an item. */
  private static Response written(Items.Written written, Call call) {
    if (written.done()) {
      return json(200, written.answer(), call);
    }
    written.answer().put("__type", TYPE + "ConditionalCheckFailedException");
    written.answer().put("message", "The conditional request failed");
    return json(400, written.answer(), call);
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("__type", type(refusal.code()) + refusal.code());
    if (!refusal.message().isEmpty()) {
      answer.put("message", refusal.message());
    }
    return json(refusal.status(), answer, call);
  }

  /** What is wrong before DynamoDB itself looks at a request has the names of AWS's framework. */
  private static String type(String code) {
    return switch (code) {
      case "ValidationException" -> TYPE_OF_VALIDATION;
      case "InternalFailure",
          "MissingAuthenticationTokenException",
          "SerializationException",
          "UnknownOperationException",
          "UnrecognizedClientException" ->
          TYPE_OF_ALL_SERVICES;
      default -> TYPE;
    };
  }

  private static Response json(int status, JsonNode json, Call call) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(body);
    return Response.of(status, "application/x-amz-json-1.0", body)
        .with("x-amz-crc32", Long.toString(sum.getValue()))
        .with("x-amzn-RequestId", call.requestId());
  }
}
