package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.List;

/** Attaches policies to roles, and lists the attachments. */
record AttachmentOperations(IamAccount account, IamForm form) {
  /** IAM's default quota. */
  private static final int MAX_POLICIES = 10;

  String attach() {
    Role role = account.role(form.roleName());
    String arn = form.policyArn();
    account.requireAttachable(arn);
    if (role.attached().contains(arn)) {
      return "";
    }
    if (role.attached().size() == MAX_POLICIES) {
      throw new AwsError(
          409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: " + MAX_POLICIES);
    }
    role.attached().add(arn);
    return "";
  }

  String detach() {
    Role role = account.role(form.roleName());
    String arn = form.policyArn();
    if (!role.attached().remove(arn)) {
      throw IamAccount.missing("Policy %s was not found.".formatted(arn));
    }
    return "";
  }

  String ofRole() {
    List<String> members =
        account.role(form.roleName()).attached().stream()
            .map(
                arn ->
                    IamXml.text("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                        + IamXml.text("PolicyArn", arn))
            .toList();
    return MarkerPage.of(form, "AttachedPolicies", members);
  }

  /** An empty list: the sandbox does not accept inline policies. */
  String inline() {
    account.role(form.roleName());
    return MarkerPage.of(form, "PolicyNames", List.of());
  }

  /** The roles that a policy is attached to. The sandbox has neither users nor groups. */
  String ofPolicy() {
    String arn = form.policyArn();
    account.requireAttachable(arn);
    boolean asBoundary =
        form.text("PolicyUsageFilter").filter("PermissionsBoundary"::equals).isPresent();
    List<String> members =
        account.roles().values().stream()
            .filter(
                role -> asBoundary ? role.boundary().equals(arn) : role.attached().contains(arn))
            .map(role -> IamXml.text("RoleName", role.name()) + IamXml.text("RoleId", role.id()))
            .toList();
    return MarkerPage.of(form, "PolicyRoles", members)
        + IamXml.element("PolicyUsers", "")
        + IamXml.element("PolicyGroups", "");
  }
}
