package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.testkit.TrustPolicies;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Malformed values in every service. The response blames the client, never the sandbox. */
class MalformedValuesTest {
  private static final List<String> TEXTS =
      List.of(
          "x",
          "-1",
          "0",
          "1.5",
          "99999999999999999999",
          "2147483648",
          "",
          "%",
          "é",
          "9".repeat(400));
  private static final List<String> JSON =
      List.of(
          "\"x\"",
          "-1",
          "0",
          "1.5",
          "99999999999999999999",
          "2147483648",
          "1e400",
          "\"\"",
          "[]",
          "{}",
          "null",
          "true",
          "[null]",
          "[{}]",
          "{\"a\": null}",
          "[1]",
          "{\"N\": \"x\"}");

  @TempDir private Path directory;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private SandboxServer sandbox;

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory)
            .faultLog(
                (request, cause) ->
                    faults.add(request + ": " + cause + " at " + cause.getStackTrace()[0]))
            .start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void malformedDynamoDbValuesAreRefused() throws Exception {
    String target = "DynamoDB_20120810.";
    send(
        "dynamodb",
        target + "CreateTable",
        "{\"TableName\": \"tab\", \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}");
    json(
        "dynamodb",
        target,
        Map.of(
            "CreateTable",
            List.of(
                "{\"TableName\": @, \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}",
                "{\"TableName\": \"new\", \"BillingMode\": @, \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}",
                "{\"TableName\": \"new\", \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": @, \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}",
                "{\"TableName\": \"new\", \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": @}], \"KeySchema\": @}"),
            "Query",
            List.of(
                "{\"TableName\": \"tab\", \"KeyConditionExpression\": \"id = :i\", \"ExpressionAttributeValues\": {\":i\": {\"S\": \"1\"}}, \"Limit\": @}",
                "{\"TableName\": \"tab\", \"KeyConditionExpression\": @}",
                "{\"TableName\": \"tab\", \"KeyConditionExpression\": \"id = :i\", \"ExpressionAttributeValues\": @}",
                "{\"TableName\": \"tab\", \"KeyConditionExpression\": \"id = :i\", \"ExpressionAttributeValues\": {\":i\": {\"S\": \"1\"}}, \"ExclusiveStartKey\": @, \"ScanIndexForward\": @, \"Select\": @}"),
            "PutItem",
            List.of(
                "{\"TableName\": \"tab\", \"Item\": @}",
                "{\"TableName\": \"tab\", \"Item\": {\"id\": @}}",
                "{\"TableName\": \"tab\", \"Item\": {\"id\": {\"S\": \"1\"}, \"n\": {\"N\": @}}}",
                "{\"TableName\": \"tab\", \"Item\": {\"id\": {\"S\": \"1\"}}, \"ReturnValues\": @}",
                "{\"TableName\": \"tab\", \"Item\": {\"id\": {\"S\": \"1\"}}, \"ConditionExpression\": @}"),
            "GetItem",
            List.of(
                "{\"TableName\": \"tab\", \"Key\": @}",
                "{\"TableName\": \"tab\", \"Key\": {\"id\": @}}",
                "@"),
            "ListTables",
            List.of("{\"Limit\": @}", "{\"ExclusiveStartTableName\": @}")));
    assertNoFault();
  }

  @Test
  void malformedLogsValuesAreRefused() throws Exception {
    String target = "Logs_20140328.";
    send("logs", target + "CreateLogGroup", "{\"logGroupName\": \"g\"}");
    send("logs", target + "CreateLogStream", "{\"logGroupName\": \"g\", \"logStreamName\": \"s\"}");
    json(
        "logs",
        target,
        Map.of(
            "CreateLogGroup",
            List.of("{\"logGroupName\": @}", "{\"logGroupName\": \"h\", \"tags\": @}", "@"),
            "DescribeLogGroups",
            List.of("{\"limit\": @}", "{\"nextToken\": @}", "{\"logGroupNamePrefix\": @}"),
            "DescribeLogStreams",
            List.of(
                "{\"logGroupName\": \"g\", \"limit\": @}",
                "{\"logGroupName\": \"g\", \"orderBy\": @}",
                "{\"logGroupName\": \"g\", \"descending\": @, \"nextToken\": @}"),
            "PutRetentionPolicy",
            List.of("{\"logGroupName\": \"g\", \"retentionInDays\": @}"),
            "PutLogEvents",
            List.of(
                "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"logEvents\": @}",
                "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"logEvents\": [{\"timestamp\": @, \"message\": \"m\"}]}",
                "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"logEvents\": [{\"timestamp\": 1, \"message\": @}]}"),
            "GetLogEvents",
            List.of(
                "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"startTime\": @, \"endTime\": @}",
                "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"limit\": @}",
                "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"nextToken\": @}"),
            "FilterLogEvents",
            List.of(
                "{\"logGroupName\": \"g\", \"startTime\": @, \"limit\": @}",
                "{\"logGroupName\": \"g\", \"filterPattern\": @}",
                "{\"logGroupName\": \"g\", \"nextToken\": @}",
                "{\"logGroupName\": \"g\", \"logStreamNames\": @}")));
    assertNoFault();
  }

  @Test
  void malformedLambdaValuesAreRefused() throws Exception {
    String create =
        "{\"FunctionName\": \"f\", \"Role\": \"arn:aws:iam::000000000000:role/r\", \"Runtime\": \"java17\", \"Handler\": \"a.B\", \"Code\": {\"ZipFile\": \"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==\"}, \"%s\": @}";
    for (String member :
        List.of(
            "FunctionName",
            "Role",
            "Runtime",
            "Handler",
            "Code",
            "MemorySize",
            "Timeout",
            "Publish",
            "PackageType",
            "Architectures",
            "TracingConfig",
            "EphemeralStorage",
            "SnapStart",
            "LoggingConfig",
            "Environment",
            "Tags",
            "Description",
            "Layers")) {
      for (String value : JSON) {
        at("POST", "/2015-03-31/functions", "lambda", create.formatted(member).replace("@", value));
      }
    }
    for (String value : JSON) {
      at(
          "POST",
          "/2015-03-31/functions/f/aliases",
          "lambda",
          "{\"Name\": \"a\", \"FunctionVersion\": %s, \"RoutingConfig\": %s}"
              .formatted(value, value));
      at(
          "POST",
          "/2015-03-31/functions/f/aliases",
          "lambda",
          "{\"Name\": \"a\", \"FunctionVersion\": \"1\", \"RoutingConfig\": {\"AdditionalVersionWeights\": %s}}"
              .formatted(value));
      at(
          "POST",
          "/2015-03-31/functions/f/policy",
          "lambda",
          "{\"StatementId\": %s, \"Action\": %s, \"Principal\": %s}"
              .formatted(value, value, value));
      at(
          "POST",
          "/2021-10-31/functions/f/url",
          "lambda",
          "{\"AuthType\": %s, \"Cors\": %s, \"InvokeMode\": %s}".formatted(value, value, value));
      at(
          "POST",
          "/2021-10-31/functions/f/url",
          "lambda",
          "{\"AuthType\": \"NONE\", \"Cors\": {\"MaxAge\": %s, \"AllowOrigins\": %s}}"
              .formatted(value, value));
      at(
          "POST",
          "/2015-03-31/functions/f/versions",
          "lambda",
          "{\"Description\": %s, \"CodeSha256\": %s}".formatted(value, value));
      at("POST", "/2015-03-31/functions", "lambda", value);
      at(
          "POST",
          "/2017-03-31/tags/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af",
          "lambda",
          "{\"Tags\": " + value + "}");
    }
    for (String text : TEXTS) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
      at("GET", "/2015-03-31/functions/?MaxItems=" + encoded, "lambda", "");
      at("GET", "/2015-03-31/functions/?Marker=" + encoded, "lambda", "");
      at("GET", "/2015-03-31/functions/?FunctionVersion=" + encoded, "lambda", "");
      at("GET", "/2015-03-31/functions/f?Qualifier=" + encoded, "lambda", "");
      at("GET", "/2015-03-31/functions/" + encoded, "lambda", "");
      at("GET", "/2017-03-31/tags/" + encoded, "lambda", "");
      at("DELETE", "/2017-03-31/tags/" + encoded + "?tagKeys=" + encoded, "lambda", "");
    }
    assertNoFault();
  }

  @Test
  void malformedIamValuesAreRefused() throws Exception {
    String role =
        "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument="
            + URLEncoder.encode(TrustPolicies.LAMBDA, StandardCharsets.UTF_8);
    at("POST", "/", "iam", role);
    for (String text : TEXTS) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
      for (String form :
          List.of(
              role + "2&MaxSessionDuration=",
              role.replace("=r&", "=@&") + "&Path=/",
              "Action=CreateRole&RoleName=r3&AssumeRolePolicyDocument=",
              "Action=UpdateRole&RoleName=r&MaxSessionDuration=",
              "Action=ListRoles&MaxItems=",
              "Action=ListRoles&Marker=",
              "Action=ListRoles&PathPrefix=",
              "Action=ListPolicies&Scope=",
              "Action=ListPolicies&OnlyAttached=",
              "Action=ListPolicies&MaxItems=",
              "Action=CreatePolicy&PolicyName=p&PolicyDocument=",
              "Action=GetPolicy&PolicyArn=",
              "Action=TagRole&RoleName=r&Tags.member.1.Key=",
              "Action=GetPolicyVersion&PolicyArn=arn:aws:iam::000000000000:policy/p&VersionId=",
              "Action=")) {
        at("POST", "/", "iam", form.contains("@") ? form.replace("@", encoded) : form + encoded);
      }
      at("POST", "/", "sts", "Action=" + encoded);
    }
    at("POST", "/", "iam", "Action=%zz");
    assertNoFault();
  }

  private void json(String service, String target, Map<String, List<String>> bodies)
      throws Exception {
    for (Map.Entry<String, List<String>> entry : bodies.entrySet()) {
      for (String body : entry.getValue()) {
        for (String value : JSON) {
          send(service, target + entry.getKey(), body.replace("@", value));
        }
      }
      for (String body : List.of("", "x", "{", "[]", "\u0000")) {
        send(service, target + entry.getKey(), body);
      }
    }
  }

  private void send(String service, String target, String body) throws Exception {
    exchange("POST", "/", service, Optional.of(target), body);
  }

  private void at(String method, String path, String service, String body) throws Exception {
    exchange(method, path, service, Optional.empty(), body);
  }

  private void exchange(
      String method, String path, String service, Optional<String> target, String body)
      throws Exception {
    SandboxAddress address = sandbox.address();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.endpoint() + path))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request"
                    .formatted(address.accessKeyId(), service))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    target.ifPresent(name -> request.header("X-Amz-Target", name));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    boolean refusedByName = answer.statusCode() == 501;
    if ((answer.statusCode() >= 500 && !refusedByName) || answer.body().contains("Exception:")) {
      wrong.add(answer.statusCode() + " " + target.orElse(method + " " + path) + " " + body);
    }
  }

  private void assertNoFault() {
    assertEquals(
        "", String.join("\n", faults.stream().distinct().toList()), () -> String.join("\n", wrong));
    assertEquals("", String.join("\n", wrong));
  }
}
