package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.List;
import java.util.Map;

/**
 * Operations on roles.
 *
 * @param arns the ARNs of the caller's account
 * @param now milliseconds since 1970
 */
record RoleOperations(IamAccount account, IamArns arns, IamForm form, long now) {
  String create() {
    String name = form.roleName();
    String path = form.path();
    String trust = PolicyDocuments.checkedTrust(form.require("AssumeRolePolicyDocument"));
    Map<String, String> tags = form.tags();
    IamForm.checkCount(tags);
    if (account.roles().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw new AwsError(
          409, "EntityAlreadyExists", "Role with name %s already exists.".formatted(name));
    }
    Role role =
        new Role(
            name,
            path,
            IamArns.id("AROA"),
            arns.role(path, name),
            trust,
            form.text("Description").orElse(""),
            form.maxSessionDuration(3600),
            form.text("PermissionsBoundary").map(this::checkedBoundary).orElse(""),
            tags,
            List.of(),
            now,
            now);
    account.roles().put(name, role);
    return IamXml.full(role);
  }

  String get() {
    return IamXml.full(account.role(form.roleName()));
  }

  String list() {
    String prefix = form.text("PathPrefix").orElse("/");
    return MarkerPage.of(
        form,
        "Roles",
        account.roles().values().stream()
            .filter(role -> role.path().startsWith(prefix))
            .map(IamXml::listed)
            .toList());
  }

  String update() {
    Role role = account.role(form.roleName());
    put(
        role.withDescription(
            form.text("Description").orElse(role.description()),
            form.maxSessionDuration(role.maxSessionDuration())));
    return "";
  }

  String updateTrust() {
    Role role = account.role(form.roleName());
    put(role.withTrust(PolicyDocuments.checkedTrust(form.require("PolicyDocument")), now));
    return "";
  }

  String putBoundary() {
    Role role = account.role(form.roleName());
    put(role.withBoundary(checkedBoundary(form.require("PermissionsBoundary"))));
    return "";
  }

  String deleteBoundary() {
    Role role = account.role(form.roleName());
    if (role.boundary().isEmpty()) {
      throw IamAccount.missing(
          "The role with name %s does not have a permissions boundary.".formatted(role.name()));
    }
    put(role.withBoundary(""));
    return "";
  }

  String delete() {
    Role role = account.role(form.roleName());
    if (!role.attached().isEmpty()) {
      throw new AwsError(
          409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
    account.roles().remove(role.name());
    return "";
  }

  String tag() {
    IamTags.add(account.role(form.roleName()).tags(), form);
    return "";
  }

  String untag() {
    form.tagKeys().forEach(account.role(form.roleName()).tags()::remove);
    return "";
  }

  String tags() {
    return IamTags.list(account.role(form.roleName()).tags(), form);
  }

  private String checkedBoundary(String arn) {
    try {
      account.requireAttachable(arn);
      return arn;
    } catch (AwsError refused) {
      throw IamAccount.missing("Scope ARN: %s does not exist or is not attachable.".formatted(arn));
    }
  }

  private void put(Role role) {
    account.roles().put(role.name(), role);
  }
}
