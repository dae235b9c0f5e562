package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The AWS CLI against all services. Each call starts Python, which takes a second, so there are
 * few.
 */
@Tag("slow")
class AwsCliTest {
  private static final String GROUP = "/aws/lambda/chirp_server_status";

  @TempDir private Path directory;

  @Test
  void printedEnvironmentWorksForTheAwsCli() throws Exception {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      AwsCli aws = new AwsCli(sandbox, directory);
      assertEquals(
          "000000000000\n",
          aws.run("sts", "get-caller-identity", "--query", "Account", "--output", "text"));
      logs(aws);
      tables(aws);
      apis(aws);
    }
  }

  private void apis(AwsCli aws) throws IOException, InterruptedException {
    Path document = directory.resolve("chirps.json");
    Files.writeString(
        document,
        """
        {"openapi": "3.0.1", "info": {"title": "chirps", "version": "1"},
         "paths": {"/chirps": {"get": {"x-amazon-apigateway-integration": {
           "type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": "2.0",
           "uri": "arn:aws:lambda:us-east-1:000000000000:function:chirps"}}}}}""");
    String id =
        aws.run(
                "apigatewayv2",
                "import-api",
                "--fail-on-warnings",
                "--body",
                "file://" + document,
                "--query",
                "ApiId",
                "--output",
                "text")
            .strip();
    assertEquals(
        "GET /chirps\tNONE\n",
        aws.run(
            "apigatewayv2",
            "get-routes",
            "--api-id",
            id,
            "--query",
            "Items[].[RouteKey,AuthorizationType]",
            "--output",
            "text"));
  }

  private static void tables(AwsCli aws) throws IOException, InterruptedException {
    aws.run(
        "dynamodb",
        "create-table",
        "--cli-input-json",
        "{\"TableName\": \"chirp\", \"BillingMode\": \"PAY_PER_REQUEST\","
            + " \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}],"
            + " \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}");
    aws.run(
        "dynamodb",
        "put-item",
        "--table-name",
        "chirp",
        "--item",
        "{\"id\": {\"S\": \"1\"}, \"text\": {\"S\": \"hello\"}}");
    assertEquals(
        "hello\n",
        aws.run(
            "dynamodb",
            "query",
            "--table-name",
            "chirp",
            "--key-condition-expression",
            "id = :id",
            "--expression-attribute-values",
            "{\":id\": {\"S\": \"1\"}}",
            "--query",
            "Items[].text.S",
            "--output",
            "text"));
  }

  private static void logs(AwsCli aws) throws IOException, InterruptedException {
    aws.run("logs", "create-log-group", "--log-group-name", GROUP, "--tags", "a=b");
    aws.run("logs", "create-log-stream", "--log-group-name", GROUP, "--log-stream-name", "one");
    aws.run(
        "logs",
        "put-log-events",
        "--log-group-name",
        GROUP,
        "--log-stream-name",
        "one",
        "--log-events",
        "timestamp=" + System.currentTimeMillis() + ",message=hello");
    assertEquals(
        "hello\n",
        aws.run(
            "logs",
            "filter-log-events",
            "--log-group-name",
            GROUP,
            "--query",
            "events[].message",
            "--output",
            "text"));
  }
}
