package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.http.AwsError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;

@Tag("slow")
class LambdaServiceTest {
  private static final String NAME = "chirp_echo";
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:" + NAME;

  @TempDir private Path directory;
  private LambdaBox box;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory);
    lambda = box.lambda();
  }

  @AfterEach
  void stop() {
    box.close();
  }

  @Test
  void newFunctionIsPendingForItsTime() {
    assertEquals("Pending", lambda.createFunction(box.request(NAME).build()).stateAsString());
    assertConflict(
        "The operation cannot be performed at this time. The function is currently in the following state: Pending",
        this::updateCode);
    box.pass(LambdaBox.PENDING.minusMillis(1));
    assertEquals(State.PENDING, configuration().state());
    box.pass(Duration.ofMillis(1));
    assertEquals(State.ACTIVE, configuration().state());
    assertEquals(LastUpdateStatus.SUCCESSFUL, configuration().lastUpdateStatus());
    assertEquals("2026-11-24T01:02:03.456+0000", configuration().lastModified());
  }

  @Test
  void updateIsInProgressForItsTime() {
    box.create(NAME);
    assertEquals(LastUpdateStatus.IN_PROGRESS, updateCode().lastUpdateStatus());
    String busy =
        "The operation cannot be performed at this time. An update is in progress for resource: "
            + ARN;
    assertConflict(busy, this::updateCode);
    assertConflict(busy, () -> lambda.updateFunctionConfiguration(u -> u.functionName(NAME)));
    assertConflict(busy, () -> lambda.publishVersion(p -> p.functionName(NAME)));
    assertConflict(busy, () -> lambda.tagResource(t -> t.resource(ARN).tags(Map.of("a", "b"))));
    assertEquals(State.ACTIVE, configuration().state());
    box.pass(LambdaBox.IN_PROGRESS);
    assertEquals(LastUpdateStatus.SUCCESSFUL, configuration().lastUpdateStatus());
    lambda.tagResource(t -> t.resource(ARN).tags(Map.of("a", "b", "c", "d")));
    lambda.untagResource(u -> u.resource(ARN).tagKeys("a"));
    assertEquals(Map.of("c", "d"), lambda.getFunction(g -> g.functionName(ARN)).tags());
  }

  @Test
  void functionsAndStatesOutliveTheSandbox() {
    lambda.createFunction(box.request(NAME).tags(Map.of("k", "v")).build());
    String revision = configuration().revisionId();
    box.close();
    box = new LambdaBox(directory);
    lambda = box.lambda();
    assertEquals(State.PENDING, configuration().state());
    assertEquals(revision, configuration().revisionId());
    assertEquals(Map.of("k", "v"), lambda.listTags(l -> l.resource(ARN)).tags());
  }

  @Test
  void updateChangesOnlyTheGivenMembers() {
    box.create(NAME);
    String before = configuration().revisionId();
    lambda.updateFunctionConfiguration(
        u ->
            u.functionName(NAME).memorySize(1024).environment(e -> e.variables(Map.of("AB", "c"))));
    GetFunctionConfigurationResponse after = configuration();
    assertEquals(1024, after.memorySize());
    assertEquals(20, after.timeout());
    assertEquals("java17", after.runtimeAsString());
    assertEquals(Map.of("AB", "c"), after.environment().variables());
    assertNotEquals(before, after.revisionId());
    assertEquals(512, after.ephemeralStorage().size());
    assertEquals("/aws/lambda/" + NAME, after.loggingConfig().logGroup());
    box.pass(LambdaBox.IN_PROGRESS);
    assertRefused(
        412,
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
        () -> lambda.updateFunctionConfiguration(u -> u.functionName(NAME).revisionId(before)));
  }

  @Test
  void downloadedCodeEqualsTheUpload() throws Exception {
    box.create(NAME);
    String first = configuration().codeSha256();
    UpdateFunctionCodeResponse dry =
        lambda.updateFunctionCode(
            u -> u.functionName(NAME).zipFile(LambdaBox.zip("second")).dryRun(true));
    assertNotEquals(first, dry.codeSha256());
    assertEquals(first, configuration().codeSha256());
    lambda.updateFunctionCode(
        u ->
            u.functionName(NAME)
                .zipFile(LambdaBox.zip("second"))
                .architectures(Architecture.ARM64));
    GetFunctionResponse function = lambda.getFunction(g -> g.functionName(NAME));
    assertEquals(dry.codeSha256(), function.configuration().codeSha256());
    assertEquals(List.of(Architecture.ARM64), function.configuration().architectures());
    HttpResponse<byte[]> zip =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(function.code().location())).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(function.configuration().codeSize(), zip.body().length);
  }

  @Test
  void codeIsReadFromS3() throws Exception {
    Path zip = Files.write(directory.resolve("code.zip"), LambdaBox.zip("s3").asByteArray());
    try (LambdaBox other = new LambdaBox(directory.resolve("other"), Optional.of(zip))) {
      other
          .lambda()
          .createFunction(
              other
                  .request(NAME)
                  .code(c -> c.s3Bucket("b").s3Key("k").s3ObjectVersion("1"))
                  .build());
      assertEquals(
          Files.size(zip),
          other.lambda().getFunctionConfiguration(g -> g.functionName(NAME)).codeSize());
    }
  }

  @Test
  void versionIsPublishedOnlyAfterAChange() {
    box.create(NAME);
    assertEquals("1", publish());
    assertEquals("1", publish());
    box.pass(LambdaBox.PENDING);
    lambda.updateFunctionCode(u -> u.functionName(NAME).zipFile(LambdaBox.zip("first")));
    box.pass(LambdaBox.IN_PROGRESS);
    assertEquals("1", publish());
    lambda.updateFunctionConfiguration(u -> u.functionName(NAME).description("new"));
    box.pass(LambdaBox.IN_PROGRESS);
    assertEquals("2", publish());
    assertEquals(
        List.of("$LATEST", "1", "2"),
        lambda.listVersionsByFunction(l -> l.functionName(NAME)).versions().stream()
            .map(FunctionConfiguration::version)
            .toList());
    assertRefused(
        400,
        "InvalidParameterValueException",
        "CodeSHA256 (wrong) is different from current CodeSHA256 in $LATEST ("
            + configuration().codeSha256()
            + "). Please try again with the CodeSHA256 in $LATEST.",
        () -> lambda.publishVersion(p -> p.functionName(NAME).codeSha256("wrong")));
  }

  @Test
  void versionOfAnAliasCannotBeDeleted() {
    box.create(NAME);
    publish();
    assertRefused(
        404,
        "ResourceNotFoundException",
        "Function not found: " + ARN + ":7",
        () -> lambda.createAlias(a -> a.functionName(NAME).name("live").functionVersion("7")));
    assertEquals(
        ARN + ":live",
        lambda.createAlias(a -> a.functionName(NAME).name("live").functionVersion("1")).aliasArn());
    assertConflict(
        "Alias already exists: " + ARN + ":live",
        () -> lambda.createAlias(a -> a.functionName(NAME).name("live").functionVersion("1")));
    assertEquals(
        "1",
        lambda.getFunction(g -> g.functionName(NAME).qualifier("live")).configuration().version());
    assertEquals(1, lambda.listAliases(l -> l.functionName(NAME)).aliases().size());
    assertEquals(
        409,
        assertThrows(
                LambdaException.class,
                () -> lambda.deleteFunction(d -> d.functionName(NAME).qualifier("1")))
            .statusCode());
    lambda.updateAlias(u -> u.functionName(NAME).name("live").functionVersion("$LATEST"));
    lambda.deleteFunction(d -> d.functionName(NAME).qualifier("1"));
    lambda.deleteAlias(d -> d.functionName(NAME).name("live"));
    assertRefused(
        404,
        "ResourceNotFoundException",
        "Cannot find alias arn: " + ARN + ":live",
        () -> lambda.getAlias(g -> g.functionName(NAME).name("live")));
  }

  @Test
  void functionsAreListedInPages() {
    for (String name : List.of("c", "a", "b")) {
      lambda.createFunction(box.request(name).build());
    }
    ListFunctionsResponse first = lambda.listFunctions(l -> l.maxItems(2));
    assertEquals(2, first.functions().size());
    ListFunctionsResponse rest = lambda.listFunctions(l -> l.marker(first.nextMarker()));
    assertEquals("c", rest.functions().get(0).functionName());
    assertFalse(rest.hasFunctions() && rest.functions().size() > 1);
    assertEquals(3, lambda.listFunctionsPaginator(l -> l.maxItems(1)).functions().stream().count());
  }

  @Test
  void deletedFunctionIsNotFound() {
    box.create(NAME);
    assertConflict(
        "Function already exist: " + NAME, () -> lambda.createFunction(box.request(NAME).build()));
    lambda.deleteFunction(d -> d.functionName("000000000000:function:" + NAME));
    ResourceNotFoundException gone =
        assertThrows(ResourceNotFoundException.class, this::configuration);
    assertEquals("Function not found: " + ARN, gone.awsErrorDetails().errorMessage());
    assertFalse(gone.requestId().isEmpty());
  }

  @Test
  void invalidRequestsAreRefusedInLambdasWords() {
    assertValidation(
        "1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:",
        () -> lambda.createFunction(box.request("a b").build()));
    assertValidation(
        "1 validation error detected: Value '"
            + "n".repeat(65)
            + "' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64",
        () -> lambda.createFunction(box.request("n".repeat(65)).build()));
    assertValidation(
        "2 validation errors detected: Value '100' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128; Value '901' at 'timeout'",
        () -> lambda.createFunction(box.request(NAME).memorySize(100).timeout(901).build()));
    assertValidation(
        "1 validation error detected: Value 'me' at 'role'",
        () -> lambda.createFunction(box.request(NAME).role("me").build()));
    assertValidation(
        "1 validation error detected: Value '" + "h".repeat(129) + "' at 'handler'",
        () -> lambda.createFunction(box.request(NAME).handler("h".repeat(129)).build()));
    assertInvalid(
        "Value java7 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [",
        () -> lambda.createFunction(box.request(NAME).runtime("java7").build()));
    assertInvalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.",
        () ->
            lambda.createFunction(
                box.request(NAME).code(c -> c.zipFile(SdkBytes.fromUtf8String("no zip"))).build()));
    assertInvalid(
        "Could not unzip uploaded file.",
        () ->
            lambda.createFunction(
                box.request(NAME).code(c -> c.zipFile(LambdaBox.zipOf("../../evil"))).build()));
    assertInvalid(
        "The role defined for the function cannot be assumed by Lambda.",
        () ->
            lambda.createFunction(
                box.request(NAME).role("arn:aws:iam::000000000000:role/nobody").build()));
    assertTrue(lambda.listFunctions().functions().isEmpty());
  }

  @Test
  void roleOfAnotherAccountCannotBePassed() {
    String role = "arn:aws:iam::123456789012:role/chirp";
    box.create(NAME);
    for (Executable passing :
        List.<Executable>of(
            () -> lambda.createFunction(box.request("other").role(role).build()),
            () -> lambda.updateFunctionConfiguration(u -> u.functionName(NAME).role(role)))) {
      LambdaException refused = assertThrows(LambdaException.class, passing);
      assertEquals(403, refused.statusCode());
      assertEquals("AccessDeniedException", refused.awsErrorDetails().errorCode());
      assertEquals(
          "Cross-account pass role is not allowed.", refused.awsErrorDetails().errorMessage());
    }
    assertEquals(1, lambda.listFunctions().functions().size());
    assertEquals(LambdaBox.ROLE, configuration().role());
  }

  @Test
  void symbolicLinkInTheZipIsRefused() {
    byte[] zip = LambdaBox.zipOf("link").asByteArray();
    int entry = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    zip[entry + 41] = (byte) (0120777 >> 8);
    assertInvalid(
        "Could not unzip uploaded file.",
        () ->
            lambda.createFunction(
                box.request(NAME).code(c -> c.zipFile(SdkBytes.fromByteArray(zip))).build()));
  }

  @Test
  void zipHasASizeLimit() {
    byte[] noise = new byte[15_100_000];
    new Random(1).nextBytes(noise);
    SdkBytes large = LambdaBox.zipOf("noise", noise);
    assertEquals(
        large.asByteArray().length,
        lambda.createFunction(box.request(NAME).code(c -> c.zipFile(large)).build()).codeSize());
    assertRefused(
        413,
        "RequestEntityTooLargeException",
        "Request must be smaller than 70167211 bytes for the CreateFunction operation",
        () ->
            lambda.createFunction(
                box.request("other")
                    .code(c -> c.zipFile(SdkBytes.fromByteArray(new byte[53_000_000])))
                    .build()));
  }

  @Test
  void unzippedCodeHasASizeLimit() {
    byte[] zip = LambdaBox.zipOf("zeros").asByteArray();
    int entry = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 24, 262_144_001);
    assertInvalid(
        "Unzipped size must be smaller than 262144000 bytes",
        () ->
            lambda.createFunction(
                box.request(NAME).code(c -> c.zipFile(SdkBytes.fromByteArray(zip))).build()));
  }

  @Test
  void accessDeniedHasLambdasErrorCode() {
    box.refuse(new AwsError(403, "AccessDenied", "You may not."));
    assertRefused(
        403,
        "AccessDeniedException",
        "You may not.",
        () -> lambda.getFunction(g -> g.functionName(NAME)));
  }

  @Test
  void environmentHasASizeLimit() {
    String problem =
        "Lambda was unable to configure your environment variables because the environment variables you have provided ";
    assertInvalid(
        problem + "exceeded the 4KB limit. String measured: {",
        () ->
            lambda.createFunction(
                box.request(NAME)
                    .environment(e -> e.variables(Map.of("LONG", "x".repeat(4096))))
                    .build()));
    assertInvalid(
        problem
            + "contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION",
        () ->
            lambda.createFunction(
                box.request(NAME)
                    .environment(e -> e.variables(Map.of("AWS_REGION", "x")))
                    .build()));
    assertValidation(
        "1 validation error detected: ",
        () ->
            lambda.createFunction(
                box.request(NAME).environment(e -> e.variables(Map.of("A", "x"))).build()));
  }

  @Test
  void unsupportedOperationIsNamed() {
    assertEquals(
        "Chirp's sandbox does not support lambda:PutFunctionConcurrency; AWS does.",
        assertThrows(
                LambdaException.class,
                () ->
                    lambda.putFunctionConcurrency(
                        c -> c.functionName(NAME).reservedConcurrentExecutions(1)))
            .awsErrorDetails()
            .errorMessage());
  }

  @Test
  void unsupportedMemberIsNamed() {
    assertRefused(
        501,
        "NotImplemented",
        "Chirp's sandbox does not support functions with Layers; AWS does.",
        () -> lambda.createFunction(box.request(NAME).layers("arn:aws:lambda:layer").build()));
    box.create(NAME);
    assertRefused(
        501,
        "NotImplemented",
        "Chirp's sandbox does not support functions with ImageUri; AWS does.",
        () -> lambda.updateFunctionCode(u -> u.functionName(NAME).imageUri("acme/image")));
    assertRefused(
        501,
        "NotImplemented",
        "Chirp's sandbox does not support functions with VpcConfig; AWS does.",
        () ->
            lambda.updateFunctionConfiguration(
                u -> u.functionName(NAME).vpcConfig(v -> v.subnetIds("subnet-1"))));
    assertRefused(
        501,
        "NotImplemented",
        "Chirp's sandbox does not support invocations with x-amz-client-context; AWS does.",
        () -> lambda.invoke(i -> i.functionName(NAME).clientContext("e30=")));
  }

  @Test
  void memberUnknownToLambdaIsNamed() throws Exception {
    HttpResponse<String> refused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(box.endpoint().resolve("/2015-03-31/functions"))
                    .header("Authorization", LambdaBox.AUTHORIZATION)
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"FunctionName\": \"new\", \"Empty\": {}, \"Novelty\": {\"A\": 1}}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(501, refused.statusCode());
    assertTrue(refused.body().contains("does not support functions with Novelty"), refused::body);
  }

  private GetFunctionConfigurationResponse configuration() {
    return lambda.getFunctionConfiguration(g -> g.functionName(NAME));
  }

  private UpdateFunctionCodeResponse updateCode() {
    return lambda.updateFunctionCode(u -> u.functionName(NAME).zipFile(LambdaBox.zip("second")));
  }

  private String publish() {
    return lambda.publishVersion(p -> p.functionName(NAME)).version();
  }

  private static void assertConflict(String message, Executable call) {
    assertRefused(409, "ResourceConflictException", message, call);
  }

  private static void assertInvalid(String message, Executable call) {
    assertRefused(400, "InvalidParameterValueException", message, call);
  }

  private static void assertValidation(String message, Executable call) {
    assertRefused(400, "ValidationException", message, call);
  }

  private static void assertRefused(int status, String code, String message, Executable call) {
    LambdaException refused = assertThrows(LambdaException.class, call);
    assertEquals(code, refused.awsErrorDetails().errorCode());
    assertEquals(status, refused.statusCode());
    String told = refused.awsErrorDetails().errorMessage();
    assertTrue(told.startsWith(message), told);
  }
}
