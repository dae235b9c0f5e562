package dev.chirp.internal.sandbox.server;

import dev.chirp.testkit.TrustPolicies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Malformed values in most services. */
class MalformedValuesTest extends MalformedRequests {
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
}
