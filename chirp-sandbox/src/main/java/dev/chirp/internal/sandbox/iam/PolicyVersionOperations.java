package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;

/**
 * Operations on the versions of a policy.
 *
 * @param now milliseconds since 1970
 */
record PolicyVersionOperations(IamAccount account, IamForm form, long now) {
  private static final int MAX_VERSIONS = 5;

  String create() {
    Policy policy = account.policy(form.policyArn());
    String document = PolicyDocuments.checkedPolicy(form.require("PolicyDocument"));
    if (policy.versions().size() == MAX_VERSIONS) {
      throw new AwsError(
          409,
          "LimitExceeded",
          "A managed policy can have up to %d versions. Before you create a new version, you must delete an existing version."
              .formatted(MAX_VERSIONS));
    }
    Policy more =
        policy.with(document, form.text("SetAsDefault").filter("true"::equals).isPresent(), now);
    put(more);
    Policy.Version made = more.versions().get(more.versions().size() - 1);
    return IamXml.element("PolicyVersion", IamXml.listed(more, made));
  }

  String get() {
    Policy policy = account.policy(form.policyArn());
    Policy.Version version = version(policy);
    return IamXml.element(
        "PolicyVersion",
        IamXml.document("Document", version.document()) + IamXml.listed(policy, version));
  }

  String list() {
    Policy policy = account.policy(form.policyArn());
    return MarkerPage.of(
        form,
        "Versions",
        policy.versions().stream().map(version -> IamXml.listed(policy, version)).toList());
  }

  String delete() {
    Policy policy = account.policy(form.policyArn());
    Policy.Version version = version(policy);
    if (version.id().equals(policy.defaultVersion())) {
      throw PolicyOperations.conflict("Cannot delete the default version of a policy.");
    }
    policy.versions().remove(version);
    return "";
  }

  String setDefault() {
    Policy policy = account.policy(form.policyArn());
    put(policy.withDefault(version(policy).id(), now));
    return "";
  }

  private Policy.Version version(Policy policy) {
    String id = form.require("VersionId");
    return policy
        .version(id)
        .orElseThrow(
            () ->
                IamAccount.missing(
                    "Policy %s version %s does not exist or is not attachable."
                        .formatted(policy.arn(), id)));
  }

  private void put(Policy policy) {
    account.policies().put(policy.arn(), policy);
  }
}
