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
 * DynamoDB, as far as an API stores items in tables and finds them by key: conditional writes and
 * paginated queries. Every read is consistent, and no item expires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html">Operations</a>
 */
public final class DynamoDbService implements Service {
  /** DynamoDB's limit for a request, in bytes. */
  private static final int MAX_BODY = 16 << 20;

  /** Operations that DynamoDB has and the sandbox does not support. */
  private static final Set<String> UNSUPPORTED =
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

  /** Attribute names may be longer than Jackson's default limit. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNameLength(MAX_BODY).build())
                  .build())
          .build();

  private static final String TARGET = "DynamoDB_20120810.";
  private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";
  private static final String CORAL_TYPE = "com.amazon.coral.service#";
  private static final String VALIDATION_TYPE = "com.amazon.coral.validate#";

  private final Path directory;
  private final Supplier<Map<String, String>> tables;
  private Map<String, String> files;
  private TableDeclarations declared;
  private final Map<String, Tables> tablesByRegion = new HashMap<>();

  /**
   * A service that continues with the stored tables.
   *
   * @param directory the folder for the items
   * @param tables {@code CreateTable} requests of tables that exist from the start, by their names
   *     in messages; read again at each request
   * @throws ChirpException when DynamoDB would not accept one of the requests, when it differs from
   *     a stored table, or when a stored table cannot be read
   */
  public DynamoDbService(Path directory, Supplier<Map<String, String>> tables) {
    this.directory = directory;
    this.tables = tables;
    this.files = tables.get();
    this.declared = declarations(files);
  }

  private TableDeclarations declarations(Map<String, String> contents) {
    TableDeclarations read = TableDeclarations.read(contents);
    Tables.check(directory, read);
    return read;
  }

  /** Applies changes of the table files, as a new sandbox would. */
  private void readTableFiles() {
    try {
      Map<String, String> now = tables.get();
      if (!now.equals(files)) {
        declared = declarations(now);
        files = now;
        tablesByRegion.clear();
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
    if (call.method().equals("GET")) {
      return healthy(call);
    }
    // The body may arrive slowly, so read it outside the lock.
    DynamoDbRequest request = new DynamoDbRequest(operation(call), body(call));
    return answer(request, call);
  }

  /** DynamoDB's response to a load balancer's health check. */
  private static Response healthy(Call call) {
    String text = "healthy: dynamodb.%s.amazonaws.com ".formatted(call.region());
    return Response.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8))
        .with("x-amzn-RequestId", call.requestId());
  }

  private synchronized Response answer(DynamoDbRequest request, Call call) {
    ObjectNode response = JSON.createObjectNode();
    Tables here = tablesIn(call.account(), call.region());
    TableOperations operations = new TableOperations(here, call);
    ItemOperations items = new ItemOperations(here);
    switch (request.operation()) {
      case "CreateTable" -> operations.create(request, response);
      case "DeleteTable" -> operations.delete(request, response);
      case "DescribeTable" -> operations.describe(request, response);
      case "UpdateTable" -> operations.update(request, response);
      case "ListTagsOfResource" -> operations.tags(request, response);
      case "ListTables" -> operations.list(request, response);
      case "GetItem" -> items.get(request, response);
      case "PutItem" -> {
        return written(items.put(request), call);
      }
      case "DeleteItem" -> {
        return written(items.delete(request), call);
      }
      case "Query" -> Query.of(here, request).writeTo(response);
      default ->
          throw UNSUPPORTED.contains(request.operation())
              ? AwsError.unsupported(action(call))
              : new AwsError(400, "UnknownOperationException", "");
    }
    return json(200, response, call);
  }

  private Tables tablesIn(String account, String region) {
    readTableFiles();
    return tablesByRegion.computeIfAbsent(
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

  /**
   * The response to a write. A failed condition is the only error response that can contain an
   * item.
   */
  private static Response written(ItemOperations.WriteResult written, Call call) {
    if (written.done()) {
      return json(200, written.response(), call);
    }
    written.response().put("__type", TYPE + "ConditionalCheckFailedException");
    written.response().put("message", "The conditional request failed");
    return json(400, written.response(), call);
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    ObjectNode response = JSON.createObjectNode();
    response.put("__type", type(refusal.code()) + refusal.code());
    if (!refusal.message().isEmpty()) {
      response.put("message", refusal.message());
    }
    return json(refusal.status(), response, call);
  }

  /**
   * The full type of an error. Errors found before DynamoDB itself sees a request have type names
   * of AWS's framework.
   */
  private static String type(String code) {
    return switch (code) {
      case "ValidationException" -> VALIDATION_TYPE;
      case "InternalFailure",
          "MissingAuthenticationTokenException",
          "SerializationException",
          "UnknownOperationException",
          "UnrecognizedClientException" ->
          CORAL_TYPE;
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
