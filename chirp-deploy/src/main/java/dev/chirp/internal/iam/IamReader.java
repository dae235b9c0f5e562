package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Reads roles and policies, and changes nothing. */
record IamReader(Aws aws) {

  Optional<RoleState> role(String name) {
    String resource = "role '" + name + "'";
    Optional<Role> role =
        orNone(
            "iam:GetRole", resource, () -> aws.iam().getRole(call -> call.roleName(name)).role());
    return role.map(
        is ->
            new RoleState(
                is.arn(),
                is.path(),
                PolicyDocument.decode(
                    "The trust policy of " + resource, is.assumeRolePolicyDocument()),
                Optional.ofNullable(is.permissionsBoundary())
                    .map(AttachedPermissionsBoundary::permissionsBoundaryArn),
                tags(is.tags()),
                attached(name)));
  }

  private List<String> attached(String role) {
    return aws.call(
        "iam:ListAttachedRolePolicies",
        "role '" + role + "'",
        () -> {
          try {
            return aws
                .iam()
                .listAttachedRolePoliciesPaginator(call -> call.roleName(role))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyArn)
                .toList();
          } catch (NoSuchEntityException ignored) {
            // Right after a role is created, some of IAM's servers do not know it yet.
            return List.of();
          }
        });
  }

  Optional<PolicyState> policy(String arn) {
    return this.<Policy>orNone(
            "iam:GetPolicy",
            named(arn),
            () -> aws.iam().getPolicy(call -> call.policyArn(arn)).policy())
        .flatMap(
            policy ->
                document(policy)
                    .flatMap(
                        document ->
                            otherVersions(policy.arn())
                                .map(others -> state(policy, document, others))));
  }

  private Optional<PolicyDocument> document(Policy policy) {
    return this.<String>orNone(
            "iam:GetPolicyVersion",
            named(policy.arn()),
            () ->
                aws.iam()
                    .getPolicyVersion(
                        call -> call.policyArn(policy.arn()).versionId(policy.defaultVersionId()))
                    .policyVersion()
                    .document())
        .map(encoded -> PolicyDocument.decode("Policy '" + policy.policyName() + "'", encoded));
  }

  private static PolicyState state(Policy policy, PolicyDocument document, List<String> others) {
    return new PolicyState(policy.arn(), document, tags(policy.tags()), others);
  }

  /** The versions that are not the default, oldest first. */
  private Optional<List<String>> otherVersions(String arn) {
    return orNone(
        "iam:ListPolicyVersions",
        named(arn),
        () ->
            aws.iam().listPolicyVersionsPaginator(call -> call.policyArn(arn)).versions().stream()
                .filter(version -> !version.isDefaultVersion())
                .map(PolicyVersion::versionId)
                .sorted(Comparator.comparingInt(id -> Integer.parseInt(id.substring(1))))
                .toList());
  }

  /** Returns who the policy is attached to: roles by name, then users and groups. */
  List<String> holders(String arn) {
    return aws.call(
        "iam:ListEntitiesForPolicy",
        "policy '" + arn + "'",
        () -> {
          List<String> holders = new ArrayList<>();
          aws.iam()
              .listEntitiesForPolicyPaginator(call -> call.policyArn(arn))
              .forEach(
                  page -> {
                    page.policyRoles().stream().map(PolicyRole::roleName).forEach(holders::add);
                    page.policyUsers().forEach(user -> holders.add("user " + user.userName()));
                    page.policyGroups().forEach(group -> holders.add("group " + group.groupName()));
                  });
          return holders;
        });
  }

  private static String named(String policyArn) {
    return "policy '" + policyArn + "'";
  }

  private <T> Optional<T> orNone(String action, String resource, Supplier<T> question) {
    return aws.call(
        action,
        resource,
        () -> {
          try {
            return Optional.of(question.get());
          } catch (NoSuchEntityException ignored) {
            // IAM's answer for a role or policy that does not exist.
            return Optional.empty();
          }
        });
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new HashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value()));
    return map;
  }

  /**
   * The actual managed policy.
   *
   * @param others versions that are not the default, oldest first
   */
  record PolicyState(
      String arn, PolicyDocument document, Map<String, String> tags, List<String> others) {}

  /**
   * The actual role.
   *
   * @param attached ARNs of managed policies
   */
  record RoleState(
      String arn,
      String path,
      PolicyDocument trust,
      Optional<String> boundary,
      Map<String, String> tags,
      List<String> attached) {}
}
