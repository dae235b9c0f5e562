package dev.chirp.internal.sandbox.iam;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.server.AwsClients;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

class IamServiceTest {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": "sts:AssumeRole"}]}
      """;
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": {"Sid": "a b+ü", "Effect": "Allow",
        "Action": "logs:*", "Resource": "arn:aws:logs:*:*:*"}}
      """;
  private static final String ARN = "arn:aws:iam::000000000000:policy/chirp-lambda-policy";

  @TempDir private Path directory;
  private SandboxServer sandbox;
  private AwsClients aws;

  @BeforeEach
  void start() {
    sandbox = SandboxServer.builder().directory(directory).start();
    aws = connect("us-east-1");
  }

  @AfterEach
  void stop() {
    aws.close();
    sandbox.close();
  }

  private AwsClients connect(String region) {
    return new AwsClients(sandbox.address(), region);
  }

  private IamClient iam() {
    return aws.iam();
  }

  private Role createRole(String name) {
    return iam()
        .createRole(
            role ->
                role.roleName(name)
                    .assumeRolePolicyDocument(TRUST)
                    .description("<Chirp> & more")
                    .tags(tag("stage", "a&b")))
        .role();
  }

  private void createPolicy() {
    iam().createPolicy(policy -> policy.policyName("chirp-lambda-policy").policyDocument(POLICY));
  }

  @Test
  void tagKeysOfARoleIgnoreCase() {
    createRole("chirp-prod");
    iam().tagRole(call -> call.roleName("chirp-prod").tags(tag("Team", "birds")));
    iam().tagRole(call -> call.roleName("chirp-prod").tags(tag("team", "fishes")));
    List<Tag> tags = iam().listRoleTags(call -> call.roleName("chirp-prod")).tags();
    assertEquals(
        List.of("fishes"),
        tags.stream().filter(tag -> tag.key().equalsIgnoreCase("team")).map(Tag::value).toList());
  }

  @Test
  void roleHasNoInlinePolicies() {
    createRole("chirp-prod");
    assertEquals(
        List.of(), iam().listRolePolicies(call -> call.roleName("chirp-prod")).policyNames());
    assertRefused(
        404,
        "NoSuchEntity",
        "The role with name none cannot be found.",
        () -> iam().listRolePolicies(call -> call.roleName("none")));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void assertRefused(int status, String code, String message, Executable call) {
    IamException refused = assertThrows(IamException.class, call);
    assertEquals(status, refused.statusCode());
    assertEquals(code, refused.awsErrorDetails().errorCode());
    assertTrue(refused.awsErrorDetails().errorMessage().contains(message), refused::getMessage);
  }

  @Test
  void roleIsReadAsCreated() {
    Role made = createRole("chirp-prod");
    Role read = iam().getRole(role -> role.roleName("chirp-prod")).role();
    assertEquals("arn:aws:iam::000000000000:role/chirp-prod", read.arn());
    assertEquals(made.roleId(), read.roleId());
    assertEquals("<Chirp> & more", read.description());
    assertEquals(List.of(tag("stage", "a&b")), read.tags());
    assertEquals(TRUST, URLDecoder.decode(read.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
  }

  @Test
  void roleNameIsUniqueAndRoleWithPoliciesCannotBeDeleted() {
    createRole("chirp-prod");
    assertRefused(
        409,
        "EntityAlreadyExists",
        "Role with name chirp-prod already exists.",
        () -> createRole("chirp-prod"));
    iam()
        .attachRolePolicy(
            call ->
                call.roleName("chirp-prod")
                    .policyArn("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"));
    assertEquals(
        "AWSLambdaBasicExecutionRole",
        iam()
            .listAttachedRolePolicies(call -> call.roleName("chirp-prod"))
            .attachedPolicies()
            .get(0)
            .policyName());
    assertRefused(
        409,
        "DeleteConflict",
        "must detach all policies first",
        () -> iam().deleteRole(role -> role.roleName("chirp-prod")));
    iam()
        .detachRolePolicy(
            call ->
                call.roleName("chirp-prod")
                    .policyArn("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"));
    iam().deleteRole(role -> role.roleName("chirp-prod"));
    assertRefused(
        404,
        "NoSuchEntity",
        "The role with name chirp-prod cannot be found.",
        () -> iam().getRole(role -> role.roleName("chirp-prod")));
  }

  @Test
  void tagsBoundaryAndTrustCanChange() {
    createRole("chirp-prod");
    createPolicy();
    iam().tagRole(call -> call.roleName("chirp-prod").tags(tag("stage", "c"), tag("d", "e")));
    iam().untagRole(call -> call.roleName("chirp-prod").tagKeys("d"));
    iam().putRolePermissionsBoundary(call -> call.roleName("chirp-prod").permissionsBoundary(ARN));
    iam()
        .updateAssumeRolePolicy(
            call -> call.roleName("chirp-prod").policyDocument(TRUST.replace("lambda", "ec2")));
    Role read = iam().getRole(role -> role.roleName("chirp-prod")).role();
    assertEquals(List.of(tag("stage", "c")), read.tags());
    assertEquals(ARN, read.permissionsBoundary().permissionsBoundaryArn());
    assertTrue(read.assumeRolePolicyDocument().contains("ec2.amazonaws.com"));
    iam().deleteRolePermissionsBoundary(call -> call.roleName("chirp-prod"));
    assertRefused(
        404,
        "NoSuchEntity",
        "Scope ARN: " + ARN + "x does not exist or is not attachable.",
        () ->
            iam()
                .putRolePermissionsBoundary(
                    call -> call.roleName("chirp-prod").permissionsBoundary(ARN + "x")));
  }

  @Test
  void policyHasAtMostFiveVersions() {
    createPolicy();
    for (int i = 2; i <= 5; i++) {
      boolean last = i == 5;
      iam()
          .createPolicyVersion(
              call -> call.policyArn(ARN).policyDocument(POLICY).setAsDefault(last));
    }
    assertEquals("v5", iam().getPolicy(call -> call.policyArn(ARN)).policy().defaultVersionId());
    assertRefused(
        409,
        "LimitExceeded",
        "can have up to 5 versions",
        () -> iam().createPolicyVersion(call -> call.policyArn(ARN).policyDocument(POLICY)));
    assertRefused(
        409,
        "DeleteConflict",
        "Cannot delete the default version of a policy.",
        () -> iam().deletePolicyVersion(call -> call.policyArn(ARN).versionId("v5")));
    iam().setDefaultPolicyVersion(call -> call.policyArn(ARN).versionId("v2"));
    iam().deletePolicyVersion(call -> call.policyArn(ARN).versionId("v5"));
    iam().createPolicyVersion(call -> call.policyArn(ARN).policyDocument(POLICY));
    assertEquals(
        List.of("v1", "v2", "v3", "v4", "v6"),
        iam().listPolicyVersions(call -> call.policyArn(ARN)).versions().stream()
            .map(PolicyVersion::versionId)
            .toList());
    String document =
        iam()
            .getPolicyVersion(call -> call.policyArn(ARN).versionId("v6"))
            .policyVersion()
            .document();
    assertFalse(document.contains("+"), document);
    assertEquals(POLICY, URLDecoder.decode(document, StandardCharsets.UTF_8));
  }

  @Test
  void attachedPolicyCannotBeDeletedAndListsItsRoles() {
    createRole("chirp-prod");
    createPolicy();
    iam().attachRolePolicy(call -> call.roleName("chirp-prod").policyArn(ARN));
    assertEquals(1, iam().getPolicy(call -> call.policyArn(ARN)).policy().attachmentCount());
    assertEquals(
        "chirp-prod",
        iam().listEntitiesForPolicy(call -> call.policyArn(ARN)).policyRoles().get(0).roleName());
    assertRefused(
        409,
        "DeleteConflict",
        "Cannot delete a policy attached to entities.",
        () -> iam().deletePolicy(call -> call.policyArn(ARN)));
    assertRefused(
        404,
        "NoSuchEntity",
        "does not exist or is not attachable",
        () ->
            iam().attachRolePolicy(call -> call.roleName("chirp-prod").policyArn(ARN + "-other")));
  }

  @Test
  void malformedDocumentsAndNamesAreRefused() {
    assertRefused(
        400,
        "MalformedPolicyDocument",
        "must be in ARN format",
        () ->
            iam()
                .createPolicy(
                    call ->
                        call.policyName("p")
                            .policyDocument(POLICY.replace("arn:aws:logs:*:*:*", "logs"))));
    assertRefused(
        400,
        "MalformedPolicyDocument",
        "invalid Json",
        () -> iam().createPolicy(call -> call.policyName("p").policyDocument("{")));
    assertRefused(
        400,
        "MalformedPolicyDocument",
        "prohibited field Resource",
        () -> iam().createRole(call -> call.roleName("r").assumeRolePolicyDocument(POLICY)));
    assertRefused(
        400,
        "ValidationError",
        "The specified value for roleName is invalid.",
        () -> iam().createRole(call -> call.roleName("a b").assumeRolePolicyDocument(TRUST)));
    assertRefused(
        501,
        "NotImplemented",
        "iam:CreateUser",
        () -> iam().createUser(call -> call.userName("somebody")));
  }

  @Test
  void listsArePaged() {
    for (String name : List.of("a", "b", "c")) {
      iam().createPolicy(call -> call.policyName(name).policyDocument(POLICY));
      createRole(name);
    }
    ListPoliciesResponse first = iam().listPolicies(call -> call.maxItems(2));
    assertTrue(first.isTruncated());
    assertEquals(2, first.policies().size());
    ListPoliciesResponse rest = iam().listPolicies(call -> call.marker(first.marker()));
    assertFalse(rest.isTruncated());
    assertEquals("c", rest.policies().get(0).policyName());
    assertEquals(3, iam().listRolesPaginator(call -> call.maxItems(1)).roles().stream().count());
  }

  @Test
  void stateOutlivesTheSandboxProcess() {
    createRole("chirp-prod");
    createPolicy();
    iam().attachRolePolicy(call -> call.roleName("chirp-prod").policyArn(ARN));
    stop();
    start();
    assertEquals(
        List.of(tag("stage", "a&b")),
        iam().listRoleTags(call -> call.roleName("chirp-prod")).tags());
    assertEquals(
        ARN,
        iam()
            .listAttachedRolePolicies(call -> call.roleName("chirp-prod"))
            .attachedPolicies()
            .get(0)
            .policyArn());
  }

  @Test
  void arnsHaveThePartitionOfTheRegion() {
    try (AwsClients china = connect("cn-north-1")) {
      assertEquals(
          "arn:aws-cn:iam::000000000000:policy/team/p",
          china
              .iam()
              .createPolicy(
                  call ->
                      call.policyName("p")
                          .path("/team/")
                          .policyDocument(POLICY.replace("arn:aws:", "arn:aws-cn:")))
              .policy()
              .arn());
    }
  }

  @Test
  void lambdaAssumesARoleOnlyIfTrustedAndAfterTheDelay() {
    String arn = createRole("chirp-prod").arn();
    String untrusting =
        iam()
            .createRole(
                call ->
                    call.roleName("ec2").assumeRolePolicyDocument(TRUST.replace("lambda", "ec2")))
            .role()
            .arn();
    IamService now = reopened(Duration.ZERO);
    AwsError early = assertThrows(AwsError.class, () -> now.requireAssumable(arn));
    assertEquals("InvalidParameterValueException", early.code());
    assertEquals("The role defined for the function cannot be assumed by Lambda.", early.message());
    IamService later = reopened(Duration.ofSeconds(11));
    assertDoesNotThrow(() -> later.requireAssumable(arn));
    assertThrows(AwsError.class, () -> later.requireAssumable(untrusting));
    assertThrows(AwsError.class, () -> later.requireAssumable(arn + "-not-there"));
    assertThrows(
        AwsError.class, () -> later.requireAssumable(arn.replace(":role/", ":role/other/path/")));
  }

  private IamService reopened(Duration later) {
    Clock clock = Clock.offset(Clock.systemUTC(), later);
    return new IamService(directory, Duration.ofSeconds(10), clock);
  }
}
