package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes the role and the policy that this project created. It leaves what someone else created or
 * still uses.
 *
 * @param policyArn the ARN of the managed policy
 */
public record RoleRemoval(Aws aws, Ownership owner, String roleName, String policyArn) {

  /** Plans the removal, and changes nothing. */
  public RemovalPlan plan() {
    IamReader iam = new IamReader(aws);
    List<RemovalPlan.Step> steps = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Optional<IamReader.RoleState> role = iam.role(roleName);
    boolean roleGoes =
        role.filter(is -> isOurs("role '" + roleName + "'", is.tags(), notes)).isPresent();
    role.filter(ignored -> roleGoes).ifPresent(is -> removeRole(is, steps));
    iam.policy(policyArn)
        .filter(is -> isOurs(policy(), is.tags(), notes))
        .ifPresent(is -> removePolicy(is, others(iam, roleGoes), steps, notes));
    return new RemovalPlan(aws, steps, notes);
  }

  private List<String> others(IamReader iam, boolean roleGoes) {
    List<String> holders = new ArrayList<>(iam.holders(policyArn));
    if (roleGoes) {
      holders.remove(roleName);
    }
    return holders;
  }

  private boolean isOurs(String what, Map<String, String> tags, List<String> notes) {
    if (!owner.owns(tags)) {
      notes.add("The %s stays: it was created by %s.".formatted(what, Ownership.makerOf(tags)));
    }
    return owner.owns(tags);
  }

  private void removeRole(IamReader.RoleState is, List<RemovalPlan.Step> steps) {
    for (String arn : is.attached()) {
      steps.add(
          new RemovalPlan.Step(
              "iam:DetachRolePolicy",
              "policy %s detached from role %s".formatted(arn, roleName),
              () -> aws.iam().detachRolePolicy(call -> call.roleName(roleName).policyArn(arn))));
    }
    steps.add(
        new RemovalPlan.Step(
            "iam:DeleteRole",
            "role " + roleName,
            () -> aws.iam().deleteRole(call -> call.roleName(roleName))));
  }

  private void removePolicy(
      IamReader.PolicyState is,
      List<String> holders,
      List<RemovalPlan.Step> steps,
      List<String> notes) {
    if (!holders.isEmpty()) {
      notes.add(
          "The %s stays: it is also attached to %s."
              .formatted(policy(), String.join(", ", holders)));
      return;
    }
    for (String version : is.others()) {
      steps.add(
          new RemovalPlan.Step(
              "iam:DeletePolicyVersion",
              "version %s of %s".formatted(version, policy()),
              () ->
                  aws.iam()
                      .deletePolicyVersion(call -> call.policyArn(policyArn).versionId(version))));
    }
    steps.add(
        new RemovalPlan.Step(
            "iam:DeletePolicy",
            policy(),
            () -> aws.iam().deletePolicy(call -> call.policyArn(policyArn))));
  }

  private String policy() {
    return "policy '" + policyArn.substring(policyArn.lastIndexOf('/') + 1) + "'";
  }
}
