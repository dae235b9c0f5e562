package dev.chirp.internal.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IamSettingsTest {
  private static final ArnScope CHINA = new ArnScope("aws-cn", "cn-north-1", "123456789012");

  @TempDir private Path directory;
  private final Settings settings = new Settings();

  private String document(ArnScope scope) {
    return settings.build().policy(scope).document().compact().replace('"', '\'');
  }

  private List<String> warnings(ArnScope scope) {
    return settings.build().warnings(settings.build().policy(scope).document());
  }

  private ChirpException refused() {
    return assertThrows(ChirpException.class, () -> document(Settings.SCOPE));
  }

  @Test
  void functionsMayWriteOnlyTheirOwnLogs() {
    assertEquals(
        "{'Version':'2012-10-17','Statement':["
            + "{'Sid':'Logs','Effect':'Allow','Action':'logs:CreateLogGroup',"
            + "'Resource':'arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/lambda/chirp_*'},"
            + "{'Sid':'LogWrite','Effect':'Allow','Action':['logs:CreateLogStream','logs:PutLogEvents'],"
            + "'Resource':'arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/lambda/chirp_*:*'}]}",
        document(CHINA));
  }

  @Test
  void tablesAndBucketsAreListedOneByOne() {
    settings.tables = List.of("chirp");
    settings.buckets = List.of("pictures/small/", "whole-bucket");
    String document = document(CHINA);
    assertTrue(
        document.contains(
            "'Resource':['arn:aws-cn:dynamodb:cn-north-1:123456789012:table/chirp','arn:aws-cn:dynamodb:cn-north-1:123456789012:table/chirp/index/*']"),
        document);
    assertTrue(document.contains("'Resource':'arn:aws-cn:s3:::pictures/small/*'"), document);
    assertTrue(
        document.contains(
            "'Action':'s3:ListBucket','Resource':'arn:aws-cn:s3:::pictures','Condition':{'StringLike':{'s3:prefix':'small/*'}}}"),
        document);
    assertTrue(document.contains("'Resource':'arn:aws-cn:s3:::whole-bucket/*'"), document);
    assertFalse(document.contains("'Resource':'*'"), document);
    assertFalse(document.contains("arn:aws:"), document);
  }

  @Test
  void elementsGrantOnlyTheActionsTheyName() {
    settings.tables = List.of("chirp: Query  PutItem GetItem");
    settings.buckets = List.of("pictures/small/: GetObject PutObject");
    String document = document(Settings.SCOPE);
    assertTrue(
        document.endsWith(
            "{'Sid':'Tables','Effect':'Allow','Action':['dynamodb:GetItem','dynamodb:PutItem','dynamodb:Query'],"
                + "'Resource':['arn:aws:dynamodb:us-east-1:000000000000:table/chirp','arn:aws:dynamodb:us-east-1:000000000000:table/chirp/index/*']},"
                + "{'Sid':'BucketObjects','Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],'Resource':'arn:aws:s3:::pictures/small/*'}]}"),
        document);
  }

  @Test
  void tablesWithTheSameActionsShareAStatement() {
    settings.tables = List.of("chirp: GetItem", "all", "user:GetItem");
    settings.buckets = List.of("pictures/: ListBucket");
    String document = document(Settings.SCOPE);
    assertTrue(
        document.contains(
            "{'Sid':'Tables1','Effect':'Allow','Action':'dynamodb:GetItem','Resource':"
                + "['arn:aws:dynamodb:us-east-1:000000000000:table/chirp','arn:aws:dynamodb:us-east-1:000000000000:table/user']}"),
        document);
    assertTrue(document.contains("{'Sid':'Tables2','Effect':'Allow','Action':['dynamodb:Batch"));
    assertFalse(document.contains("BucketObjects"), document);
    assertTrue(
        document.contains("{'Sid':'BucketList','Effect':'Allow','Action':'s3:ListBucket',"),
        document);
  }

  @Test
  void unknownActionsAreNamed() {
    settings.buckets = List.of("pictures/: GetItem");
    assertEquals(
        "<buckets> has 'pictures/: GetItem', but 'GetItem' is not an action it accepts; it accepts DeleteObject, GetObject, ListBucket, PutObject.",
        refused().problem());
    settings.tables = List.of("chirp:");
    assertTrue(
        refused()
            .problem()
            .startsWith(
                "<tables> has 'chirp:', but has no action after the colon; it accepts BatchGetItem, "));
    for (String wrong : List.of("chirp: *", "chirp: getItem", "chirp: GetItem, PutItem")) {
      settings.tables = List.of(wrong);
      assertTrue(refused().problem().startsWith("<tables> has '" + wrong + "', but '"), wrong);
    }
    settings.tables = List.of("*: GetItem");
    assertTrue(refused().problem().startsWith("<tables> has '*', but a table name"));
  }

  @Test
  void tutorialPolicyHasFullArnsAndAWarning() {
    settings.isTutorial = true;
    assertEquals(
        "{'Version':'2012-10-17','Statement':["
            + "{'Sid':'Buckets','Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::*'},"
            + "{'Sid':'Tables','Effect':'Allow','Action':'dynamodb:*','Resource':'arn:aws:dynamodb:*:*:*'},"
            + "{'Sid':'Logs','Effect':'Allow','Action':'logs:*','Resource':'arn:aws:logs:*:*:*'}]}",
        document(Settings.SCOPE));
    assertTrue(warnings(Settings.SCOPE).get(0).contains("delete all buckets"));
  }

  @Test
  void functionsCannotReplaceTheirOwnCode() {
    settings.deployBucket = Optional.of("my-zips");
    settings.buckets = List.of("my-zips");
    assertEquals(
        "<buckets> has 'my-zips', but chirp.bucket is that bucket too: the functions could replace their own code at my-zips/chirp/.",
        refused().problem());
    settings.buckets = List.of("my-zips/ch");
    assertTrue(refused().problem().contains("'my-zips/ch'"));
    settings.buckets = List.of("my-zips/data/", "other");
    assertFalse(document(Settings.SCOPE).contains("my-zips/*"));
  }

  @Test
  void policyFileReplacesThePolicyAndItsPlaceholders() throws IOException {
    policyFile(
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
          "Resource": "arn:${partition}:sqs:${region}:${account}:${aws:PrincipalTag/team}"}]}
        """);
    assertEquals(
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'sqs:SendMessage',"
            + "'Resource':'arn:aws-cn:sqs:cn-north-1:123456789012:${aws:PrincipalTag/team}'}]}",
        document(CHINA));
    assertEquals(List.of(), warnings(CHINA));
  }

  @Test
  void badPolicyFileIsExplained() throws IOException {
    settings.policyFile = Optional.of(directory.resolve("none.json"));
    assertTrue(refused().problem().endsWith("none.json' does not exist (from chirp.policyFile)."));
    policyFile("Version: 2012-10-17");
    String problem = refused().problem();
    assertTrue(problem.contains("policy.json' is not valid JSON: line 1, column "), problem);
    policyFile("{\"Statement\": []}");
    assertTrue(refused().problem().endsWith("lacks \"Version\": \"2012-10-17\"."));
    policyFile("{\"Version\": \"2012-10-17\"}");
    assertTrue(refused().problem().endsWith("has no \"Statement\"."));
    policyFile("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\"}]}");
    assertTrue(refused().problem().endsWith("but one has Effect."));
    policyFile(allowing("dynamodb:*", "arn:aws:dynamodb:*"));
    assertTrue(
        refused()
            .problem()
            .endsWith("the resource 'arn:aws:dynamodb:*' is neither an ARN of six fields nor *."));
    policyFile(allowing("s3:" + "x".repeat(6144), "*"));
    assertTrue(
        refused().problem().endsWith("characters without white space, but IAM allows 6144."));
    policyFile(allowing("*", "*"));
    assertTrue(warnings(CHINA).get(0).endsWith("everything in the account."));
    settings.isTutorial = true;
    assertTrue(refused().problem().startsWith("Two policies are set"));
  }

  @Test
  void tooManyTablesAreRefusedBeforeAnythingIsCreated() {
    settings.tables = IntStream.range(0, 60).mapToObj(i -> "orders-of-shop-" + i).toList();
    String problem = refused().problem();
    assertTrue(problem.startsWith("The policy for 60 <tables> and 0 <buckets> has "), problem);
    assertTrue(problem.endsWith("but IAM allows 6144."), problem);
  }

  @Test
  void undeployerMayDeleteOnlyTheRoleAndItsPolicy() throws IOException {
    JsonNode printed =
        new ObjectMapper().readTree(settings.build().print(CHINA, DeployerNeeds.NONE));
    String text = printed.path("undeployRole").toString();
    for (String action :
        List.of(
            "iam:GetRole",
            "iam:ListAttachedRolePolicies",
            "iam:DetachRolePolicy",
            "iam:DeleteRole",
            "iam:GetPolicy",
            "iam:GetPolicyVersion",
            "iam:ListPolicyVersions",
            "iam:ListEntitiesForPolicy",
            "iam:DeletePolicyVersion",
            "iam:DeletePolicy")) {
      assertTrue(text.contains('"' + action + '"'), action);
    }
    assertEquals(
        "arn:aws-cn:iam::123456789012:role/chirp-prod",
        printed.at("/undeployRole/Statement/0/Resource").asText());
    assertEquals(
        "arn:aws-cn:iam::123456789012:policy/chirp-lambda-policy",
        printed.at("/undeployRole/Statement/1/Resource").asText());
    assertFalse(printed.path("operator").toString().contains("iam:"));
  }

  @Test
  void elementsWithoutAValueAreNamed() {
    settings.tags = new HashMap<>();
    settings.tags.put("team", null);
    assertEquals("<tags> has 'team' without a value.", refused().problem());
    settings.tags = Map.of();
    settings.tables = Collections.singletonList(null);
    assertEquals("<tables> has an element without a value.", refused().problem());
    settings.tables = List.of();
    settings.buckets = Collections.singletonList(null);
    assertEquals("<buckets> has an element without a value.", refused().problem());
  }

  @Test
  void emptyFunctionPrefixIsWarnedAbout() {
    settings.functionPrefix = "";
    assertEquals(
        List.of(
            "chirp.functionPrefix is empty: the functions may write the logs of every function in the account, and the deployer may change every function."),
        warnings(Settings.SCOPE));
  }

  @Test
  void policyFileThatReachesTheCodeOrEverythingIsWarnedAbout() throws IOException {
    settings.deployBucket = Optional.of("my-zips");
    String all = "arn:aws:s3:::my-zips/chirp/lambda.zip";
    policyFile(allowing("s3:*", "*"));
    assertWarned("allows the functions all of s3.");
    policyFile(allowing("*", "*").replace("\"Action\"", "\"NotAction\""));
    assertEquals(List.of(), warnings(CHINA));
    policyFile(allowing("iam:*", "*").replace("\"Action\"", "\"NotAction\""));
    assertWarned("allows the functions everything in the account except what NotAction lists.");
    for (String resource : List.of(all, "arn:aws:s3:::my-zips/*", "arn:aws:s3:::*", "*")) {
      policyFile(allowing("s3:PutObject", resource));
      assertWarned("lets the functions replace their own code at my-zips/chirp/.");
    }
    for (String resource : List.of("arn:aws:s3:::my-zips/data/*", "arn:aws:s3:::other/*")) {
      policyFile(allowing("s3:PutObject", resource));
      assertEquals(List.of(), warnings(CHINA), resource);
    }
    policyFile(allowing("s3:GetObject", "*"));
    assertEquals(List.of(), warnings(CHINA));
  }

  private void assertWarned(String end) {
    List<String> warnings = warnings(CHINA);
    assertTrue(warnings.stream().anyMatch(warning -> warning.endsWith(end)), warnings::toString);
  }

  @Test
  void nextCommandFindsTheSameRole() {
    assertEquals("", settings.build().flags());
    settings.roleName = "chirp-test";
    settings.path = "/team/";
    assertEquals(" -Dchirp.roleName=chirp-test -Dchirp.iamPath=/team/", settings.build().flags());
  }

  private static String allowing(String action, String resource) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}]}"
        .formatted(action, resource);
  }

  private void policyFile(String text) throws IOException {
    settings.policyFile = Optional.of(Files.writeString(directory.resolve("policy.json"), text));
  }

  @Test
  void invalidNamesAreExplained() {
    settings.roleName = "chirp prod";
    assertEquals(
        "chirp.roleName is 'chirp prod', but IAM accepts only 1 to 64 letters, digits and _+=,.@- there.",
        refused().problem());
    settings.roleName = "r".repeat(65);
    assertTrue(refused().problem().contains("1 to 64"));
    settings.roleName = "r".repeat(64);
    settings.policyName = "p".repeat(129);
    assertTrue(refused().problem().contains("chirp.policyName"));
    settings.policyName = "p".repeat(128);
    for (String path : List.of("team", "/team", "team/", "//", "")) {
      settings.path = path;
      assertEquals(
          "chirp.iamPath is '" + path + "', but a path begins and ends with a slash.",
          refused().problem());
    }
    settings.path = "/team/birds/";
    settings.boundary = Optional.of("boundary");
    assertEquals(
        "chirp.permissionsBoundary is 'boundary', which is not a policy ARN.", refused().problem());
    settings.boundary = Optional.of("arn:aws-cn:iam::123456789012:policy/team/boundary");
    assertFalse(document(CHINA).isEmpty());
  }

  @Test
  void wildcardsInNamesAreRefused() {
    settings.functionPrefix = "*";
    assertTrue(refused().problem().startsWith("chirp.functionPrefix is '*'"));
    settings.functionPrefix = "chirp_";
    settings.tables = List.of("*");
    assertTrue(refused().problem().startsWith("<tables> has '*'"));
    settings.tables = List.of();
    settings.buckets = List.of("*");
    assertTrue(refused().problem().startsWith("<buckets> has '*'"));
    settings.buckets = List.of();
    settings.tags = Map.of("ManagedBy", "me");
    assertTrue(refused().problem().startsWith("<tags> has 'ManagedBy'"));
    settings.tags = Map.of("aws:x", "me");
    assertTrue(refused().problem().startsWith("<tags> has 'aws:x'"));
  }

  @Test
  void deployerMayPassOneRoleToLambdaOnly() throws IOException {
    settings.deployBucket = Optional.of("my-zips");
    String text = settings.build().print(CHINA, DeployerNeeds.NONE);
    JsonNode printed = new ObjectMapper().readTree(text);
    JsonNode passRole = printed.at("/deployer/Statement/1");
    assertEquals("iam:PassRole", passRole.path("Action").asText());
    assertEquals(
        "arn:aws-cn:iam::123456789012:role/chirp-prod", passRole.path("Resource").asText());
    assertEquals(
        "lambda.amazonaws.com",
        passRole.at("/Condition/StringEquals/iam:PassedToService").asText());
    assertEquals(
        "arn:aws-cn:s3:::my-zips/chirp/*", printed.at("/deployer/Statement/2/Resource").asText());
    assertFalse(printed.path("deployer").toString().contains("iam:CreateRole"));
    assertTrue(printed.path("setupIam").toString().contains("iam:CreateRole"));
    assertEquals("Logs", printed.at("/function/Statement/0/Sid").asText());
  }

  @Test
  void deployerOfVersionsOrUrlsGetsMorePermissions() throws IOException {
    JsonNode plain = new ObjectMapper().readTree(settings.build().print(CHINA, DeployerNeeds.NONE));
    assertFalse(plain.path("deployer").toString().contains("UpdateAlias"));
    assertFalse(plain.path("deployer").toString().contains("lambda:InvokeFunction"));
    assertFalse(plain.path("deployer").toString().contains("lambda:AddPermission"));
    JsonNode aliases =
        new ObjectMapper()
            .readTree(
                settings.build().print(CHINA, new DeployerNeeds(true, Optional.empty(), false)));
    JsonNode versions = aliases.at("/deployer/Statement/1");
    assertEquals("Versions", versions.path("Sid").asText());
    assertEquals(
        "arn:aws-cn:lambda:cn-north-1:123456789012:function:chirp_*",
        versions.path("Resource").asText());
    assertTrue(versions.toString().contains("\"lambda:PublishVersion\""), versions::toString);
    assertFalse(aliases.path("deployer").toString().contains("lambda:AddPermission"));
    assertFalse(urls(FunctionUrl.Access.IAM).toString().contains("lambda:PublishVersion"));
  }

  private JsonNode urls(FunctionUrl.Access access) throws IOException {
    return new ObjectMapper()
        .readTree(
            settings.build().print(CHINA, new DeployerNeeds(false, Optional.of(access), false)))
        .path("deployer");
  }

  @Test
  void deployerOfAnApiCreatesAndChangesOnlyThoseOfChirp() throws IOException {
    JsonNode printed =
        new ObjectMapper()
            .readTree(
                settings.build().print(CHINA, new DeployerNeeds(false, Optional.empty(), true)));
    JsonNode deployer = printed.path("deployer");
    assertEquals(
        """
        {"Sid":"MakeApi","Effect":"Allow","Action":"apigateway:POST",\
        "Resource":"arn:aws-cn:apigateway:cn-north-1::/apis",\
        "Condition":{"StringEquals":{"aws:RequestTag/ManagedBy":"chirp"}}}""",
        statement(deployer, "MakeApi").toString());
    assertEquals(
        """
        {"Sid":"LetApiInvoke","Effect":"Allow","Action":"lambda:AddPermission",\
        "Resource":"arn:aws-cn:lambda:cn-north-1:123456789012:function:chirp_*",\
        "Condition":{"StringEquals":{"lambda:Principal":"apigateway.amazonaws.com"}}}""",
        statement(deployer, "LetApiInvoke").toString());
    assertEquals(
        """
        {"Sid":"RemoveApi","Effect":"Allow","Action":"apigateway:DELETE",\
        "Resource":"arn:aws-cn:apigateway:cn-north-1::/apis/*",\
        "Condition":{"StringEquals":{"aws:ResourceTag/ManagedBy":"chirp"}}}""",
        statement(printed.path("operator"), "RemoveApi").toString());
  }

  private static JsonNode statement(JsonNode policy, String sid) {
    for (JsonNode each : policy.path("Statement")) {
      if (each.path("Sid").asText().equals(sid)) {
        return each;
      }
    }
    throw new AssertionError(policy);
  }

  @Test
  void deployerOfIamUrlsCannotMakeAUrlPublic() throws IOException {
    JsonNode policy = urls(FunctionUrl.Access.IAM);
    assertFalse(policy.toString().contains("lambda:AddPermission"), policy::toString);
    assertEquals(
        """
        {"Sid":"FunctionUrls","Effect":"Allow",\
        "Action":["lambda:CreateFunctionUrlConfig","lambda:UpdateFunctionUrlConfig"],\
        "Resource":"arn:aws-cn:lambda:cn-north-1:123456789012:function:chirp_*",\
        "Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}""",
        statement(policy, "FunctionUrls").toString());
    assertEquals(
        "lambda:RemovePermission", statement(policy, "ClosePublicUrls").path("Action").asText());
  }

  @Test
  void deployerOfPublicUrlsMayGrantOnlyPublicAccess() throws IOException {
    JsonNode policy = urls(FunctionUrl.Access.PUBLIC);
    assertEquals(
        "NONE",
        statement(policy, "FunctionUrls")
            .at("/Condition/StringEquals/lambda:FunctionUrlAuthType")
            .asText());
    assertEquals(
        """
        {"StringEquals":{"lambda:Principal":"*"},\
        "StringEqualsIfExists":{"lambda:FunctionUrlAuthType":"NONE"}}""",
        statement(policy, "OpenPublicUrls").path("Condition").toString());
  }

  @Test
  void deployerWithoutUrlsMayOnlyReadUrls() throws IOException {
    JsonNode policy = urls(FunctionUrl.Access.NONE);
    assertEquals(
        "[\"lambda:GetPolicy\",\"lambda:ListFunctionUrlConfigs\"]",
        statement(policy, "ReadFunctionUrls").path("Action").toString());
    assertFalse(policy.toString().contains("FunctionUrlConfig\""), policy::toString);
  }

  @Test
  void setupMayAttachOnePolicyUnderTheBoundary() throws IOException {
    settings.boundary = Optional.of("arn:aws-cn:iam::123456789012:policy/boundary");
    JsonNode printed =
        new ObjectMapper().readTree(settings.build().print(CHINA, DeployerNeeds.NONE));
    JsonNode attach = printed.at("/setupIam/Statement/2");
    assertEquals("iam:AttachRolePolicy", attach.path("Action").asText());
    assertEquals(
        "arn:aws-cn:iam::123456789012:policy/chirp-lambda-policy",
        attach.at("/Condition/ArnEquals/iam:PolicyARN").asText());
    for (int statement = 1; statement <= 2; statement++) {
      assertEquals(
          "arn:aws-cn:iam::123456789012:policy/boundary",
          printed
              .at("/setupIam/Statement/" + statement)
              .at("/Condition/StringEquals/iam:PermissionsBoundary")
              .asText());
    }
  }

  @Test
  void policyPrintedWithoutAnAccountIsAPolicyFile() throws IOException {
    JsonNode printed =
        new ObjectMapper()
            .readTree(settings.build().print(ArnScope.PLACEHOLDERS, DeployerNeeds.NONE));
    policyFile(printed.path("function").toString());
    PolicyDocument filled = settings.build().policy(CHINA).document();
    settings.policyFile = Optional.empty();
    assertEquals(settings.build().policy(CHINA).document(), filled);
  }
}
