package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.model.ConcurrentModificationException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Writes roles and policies. IAM refuses a write while another one changes the same resource, or
 * just after the resource was created. Both are retried.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency">Changes
 *     are not always immediately visible</a>
 */
record IamWriter(Aws aws) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * The actions that may come too soon after a create. A missing permissions boundary is a mistake
   * instead, so it is not retried.
   */
  private static final Set<String> AFTER_MAKING =
      Set.of("iam:AttachRolePolicy", "iam:TagPolicy", "iam:TagRole");

  void createRole(RoleSpec role) {
    write(
        "iam:CreateRole",
        named(role),
        () ->
            aws.iam()
                .createRole(
                    call -> {
                      call.roleName(role.name())
                          .path(role.path())
                          .assumeRolePolicyDocument(role.trust().compact())
                          .description(role.description())
                          .tags(tags(role.tags()));
                      role.boundary().ifPresent(call::permissionsBoundary);
                    }));
  }

  void updateTrust(String role, PolicyDocument trust) {
    write(
        "iam:UpdateAssumeRolePolicy",
        "role '" + role + "'",
        () ->
            aws.iam()
                .updateAssumeRolePolicy(
                    call -> call.roleName(role).policyDocument(trust.compact())));
  }

  void putBoundary(String role, String arn) {
    write(
        "iam:PutRolePermissionsBoundary",
        "role '" + role + "'",
        () ->
            aws.iam()
                .putRolePermissionsBoundary(call -> call.roleName(role).permissionsBoundary(arn)));
  }

  void tagRole(String role, Map<String, String> tags) {
    write(
        "iam:TagRole",
        "role '" + role + "'",
        () -> aws.iam().tagRole(call -> call.roleName(role).tags(tags(tags))));
  }

  void createPolicy(PolicySpec policy) {
    write(
        "iam:CreatePolicy",
        named(policy),
        () ->
            aws.iam()
                .createPolicy(
                    call ->
                        call.policyName(policy.name())
                            .path(policy.path())
                            .policyDocument(policy.document().compact())
                            .description(policy.description())
                            .tags(tags(policy.tags()))));
  }

  void deleteVersion(PolicySpec policy, String version) {
    write(
        "iam:DeletePolicyVersion",
        named(policy),
        () -> {
          try {
            aws.iam().deletePolicyVersion(call -> call.policyArn(policy.arn()).versionId(version));
          } catch (NoSuchEntityException ignored) {
            // Someone else deleted it first, or the response to the first attempt was lost.
          }
          return version;
        });
  }

  /** Creates a new default version and returns its id. */
  String createVersion(PolicySpec policy) {
    return write(
            "iam:CreatePolicyVersion",
            named(policy),
            () ->
                aws.iam()
                    .createPolicyVersion(
                        call ->
                            call.policyArn(policy.arn())
                                .policyDocument(policy.document().compact())
                                .setAsDefault(true)))
        .policyVersion()
        .versionId();
  }

  void tagPolicy(PolicySpec policy, Map<String, String> tags) {
    write(
        "iam:TagPolicy",
        named(policy),
        () -> aws.iam().tagPolicy(call -> call.policyArn(policy.arn()).tags(tags(tags))));
  }

  void attach(String role, PolicySpec policy) {
    write(
        "iam:AttachRolePolicy",
        "policy '%s' and role '%s'".formatted(policy.name(), role),
        () -> aws.iam().attachRolePolicy(call -> call.roleName(role).policyArn(policy.arn())));
  }

  /** Makes one change. If all attempts fail, the last failure is reported. */
  <T> T write(String action, String resource, Supplier<T> change) {
    return new BoundedWait(aws.time(), LIMIT, BoundedWait.STEPS)
        .forAnswer(() -> attempt(action, resource, change))
        .orElseGet(() -> aws.call(action, resource, change));
  }

  private <T> Optional<T> attempt(String action, String resource, Supplier<T> change) {
    try {
      return Optional.of(aws.call(action, resource, change));
    } catch (ChirpException e) {
      if (e.getCause() instanceof ConcurrentModificationException
          || (e.getCause() instanceof NoSuchEntityException && AFTER_MAKING.contains(action))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String named(RoleSpec role) {
    return "role '" + role.name() + "'";
  }

  private static String named(PolicySpec policy) {
    return "policy '" + policy.name() + "'";
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }
}
