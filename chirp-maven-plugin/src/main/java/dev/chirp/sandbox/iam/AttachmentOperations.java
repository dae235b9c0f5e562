package dev.chirp.sandbox.iam;

import dev.chirp.sandbox.http.Refusal;
import java.util.List;

/** Which policies which roles have. */
record AttachmentOperations(Account account, Form form) {
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
      throw new Refusal(
          409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: " + MAX_POLICIES);
    }
    role.attached().add(arn);
    return "";
  }

  String detach() {
    Role role = account.role(form.roleName());
    String arn = form.policyArn();
    if (!role.attached().remove(arn)) {
      throw Account.missing("Policy %s was not found.".formatted(arn));
    }
    return "";
  }

  String ofRole() {
    List<String> members =
        account.role(form.roleName()).attached().stream()
            .map(
                arn ->
                    Xml.text("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                        + Xml.text("PolicyArn", arn))
            .toList();
    return Page.of(form, "AttachedPolicies", members);
  }

  /** The sandbox takes no inline policies, so no role has any. */
  String inline() {
    account.role(form.roleName());
    return Page.of(form, "PolicyNames", List.of());
  }

  /** Only roles: the sandbox has neither users nor groups. */
  String ofPolicy() {
    String arn = form.policyArn();
    account.requireAttachable(arn);
    boolean asBoundary =
        form.text("PolicyUsageFilter").filter("PermissionsBoundary"::equals).isPresent();
    List<String> members =
        account.roles().values().stream()
            .filter(
                role -> asBoundary ? role.boundary().equals(arn) : role.attached().contains(arn))
            .map(role -> Xml.text("RoleName", role.name()) + Xml.text("RoleId", role.id()))
            .toList();
    return Page.of(form, "PolicyRoles", members)
        + Xml.element("PolicyUsers", "")
        + Xml.element("PolicyGroups", "");
  }
}
