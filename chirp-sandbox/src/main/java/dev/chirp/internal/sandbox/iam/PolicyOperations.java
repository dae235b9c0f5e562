package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.List;
import java.util.Map;

/**
 * Operations on managed policies.
 *
 * @param arns the ARNs of the caller's account
 * @param now milliseconds since 1970
 */
record PolicyOperations(IamAccount account, IamArns arns, IamForm form, long now) {
  String create() {
    String name = form.policyName();
    String path = form.path();
    String document = PolicyDocuments.checkedPolicy(form.require("PolicyDocument"));
    Map<String, String> tags = form.tags();
    IamForm.checkCount(tags);
    // Names are unique in the account, whatever their paths.
    if (account.policies().values().stream().anyMatch(one -> one.name().equalsIgnoreCase(name))) {
      throw new AwsError(
          409,
          "EntityAlreadyExists",
          "A policy called %s already exists. Duplicate names are not allowed.".formatted(name));
    }
    Policy none =
        new Policy(
            name,
            path,
            IamArns.id("ANPA"),
            arns.policy(path, name),
            form.text("Description").orElse(""),
            tags,
            List.of(),
            0,
            "",
            now,
            now);
    Policy policy = none.with(document, true, now);
    account.policies().put(policy.arn(), policy);
    return IamXml.full(policy, account);
  }

  String get() {
    return IamXml.full(policy(), account);
  }

  /** Lists the account's own policies. The sandbox does not hold AWS's managed policies. */
  String list() {
    boolean onlyAttached = form.text("OnlyAttached").filter("true"::equals).isPresent();
    boolean ofAws = form.text("Scope").filter("AWS"::equals).isPresent();
    String prefix = form.text("PathPrefix").orElse("/");
    return MarkerPage.of(
        form,
        "Policies",
        account.policies().values().stream()
            .filter(policy -> !ofAws && policy.path().startsWith(prefix))
            .filter(policy -> !onlyAttached || account.attachments(policy.arn()) > 0)
            .map(policy -> IamXml.listed(policy, account))
            .toList());
  }

  String delete() {
    Policy policy = policy();
    if (account.attachments(policy.arn()) + account.boundaries(policy.arn()) > 0) {
      throw conflict("Cannot delete a policy attached to entities.");
    }
    if (policy.versions().size() > 1) {
      throw conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
    }
    account.policies().remove(policy.arn());
    return "";
  }

  String tag() {
    IamTags.add(policy().tags(), form);
    return "";
  }

  String untag() {
    policy().tags().keySet().removeAll(form.tagKeys());
    return "";
  }

  String tags() {
    return IamTags.list(policy().tags(), form);
  }

  private Policy policy() {
    return account.policy(form.policyArn());
  }

  static AwsError conflict(String message) {
    return new AwsError(409, "DeleteConflict", message);
  }
}
