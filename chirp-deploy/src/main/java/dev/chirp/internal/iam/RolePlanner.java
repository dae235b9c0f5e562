package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the actual role and policy with the desired ones. It makes no calls.
 *
 * @param adopts whether resources that someone else created may be changed
 */
record RolePlanner(RoleSpec role, PolicySpec policy, Ownership owner, boolean adopts) {
  /** The most versions in addition to the default one: IAM allows five in total. */
  private static final int MAX_OTHERS = 4;

  IamPlan plan(Optional<IamReader.RoleState> isRole, Optional<IamReader.PolicyState> isPolicy) {
    Draft draft =
        new Draft(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    // The policy comes first: only creating it shows whether its name is taken at another path.
    isPolicy.ifPresentOrElse(
        is -> planPolicy(is, draft), () -> draft.changes.add(new IamChange.CreatePolicy(policy)));
    isRole.ifPresentOrElse(
        is -> planRole(is, draft), () -> draft.changes.add(new IamChange.CreateRole(role)));
    boolean attached = isRole.filter(is -> is.attached().contains(policy.arn())).isPresent();
    if (!attached) {
      draft.add(
          "role '" + role.name() + "'",
          isRole.map(IamReader.RoleState::tags).filter(this::isForeign),
          List.of(new IamChange.Attach(role.name(), policy)));
    }
    return new IamPlan(draft.changes, draft.refused, draft.notes, draft.warnings);
  }

  /** A plan under construction. */
  private record Draft(
      List<IamChange> changes,
      List<IamPlan.Refused> refused,
      List<String> notes,
      List<String> warnings) {

    /**
     * Adds the changes to one resource.
     *
     * @param foreign the tags of a resource that must not be changed
     */
    void add(String what, Optional<Map<String, String>> foreign, List<IamChange> wanted) {
      if (foreign.isEmpty()) {
        changes.addAll(wanted);
      } else if (!wanted.isEmpty()) {
        refused.add(new IamPlan.Refused(what, Ownership.makerOf(foreign.get()), wanted));
      }
    }
  }

  private void planRole(IamReader.RoleState is, Draft draft) {
    if (!is.path().equals(role.path())) {
      throw ChirpException.project(
              "Role '%s' is at path '%s', but chirp.iamPath is '%s', and IAM cannot move a role."
                  .formatted(role.name(), is.path(), role.path()))
          .withSuggestion("-Dchirp.iamPath=" + is.path());
    }
    List<IamChange> changes = new ArrayList<>();
    if (is.trust().isNarrower(role.trust())) {
      draft.notes.add(
          "The trust policy of role '%s' has a Condition, which Chirp keeps."
              .formatted(role.name()));
    } else if (!is.trust().equals(role.trust())) {
      changes.add(new IamChange.UpdateTrust(role.name(), is.trust(), role.trust()));
    }
    role.boundary()
        .filter(arn -> !arn.equals(is.boundary().orElse("")))
        .ifPresent(
            arn ->
                changes.add(new IamChange.PutBoundary(role.name(), is.boundary().orElse(""), arn)));
    boolean foreign = isForeign(is.tags());
    Map<String, String> tags = missing(role.tags(), is.tags());
    if (!foreign && !tags.isEmpty()) {
      changes.add(new IamChange.TagRole(role.name(), is.tags(), tags));
    }
    String what = "role '" + role.name() + "'";
    draft.add(what, Optional.of(is.tags()).filter(ignored -> foreign), changes);
    note(what, foreign && changes.isEmpty(), is.tags(), draft);
    noteOtherPolicies(is, foreign, draft);
  }

  private void noteOtherPolicies(IamReader.RoleState is, boolean foreign, Draft draft) {
    for (String arn : is.attached()) {
      if (arn.equals(policy.arn())) {
        continue;
      }
      if (foreign) {
        draft.warnings.add(
            "Role '%s' of %s has another policy, which the functions get too: %s"
                .formatted(role.name(), Ownership.makerOf(is.tags()), arn));
      } else {
        draft.notes.add("The role also has another policy, which Chirp keeps: " + arn);
      }
    }
  }

  private void planPolicy(IamReader.PolicyState is, Draft draft) {
    List<IamChange> changes = new ArrayList<>();
    if (!is.document().equals(policy.document())) {
      if (is.others().size() >= MAX_OTHERS) {
        changes.add(new IamChange.DeleteVersion(policy, is.others().get(0)));
      }
      changes.add(new IamChange.CreateVersion(policy, is.document()));
    }
    boolean foreign = isForeign(is.tags());
    Map<String, String> tags = missing(policy.tags(), is.tags());
    if (!foreign && !tags.isEmpty()) {
      changes.add(new IamChange.TagPolicy(policy, is.tags(), tags));
    }
    String what = "policy '" + policy.name() + "'";
    draft.add(what, Optional.of(is.tags()).filter(ignored -> foreign), changes);
    note(what, foreign && changes.isEmpty(), is.tags(), draft);
  }

  /** Several projects may share an up-to-date resource that one of them owns. */
  private static void note(String what, boolean shared, Map<String, String> tags, Draft draft) {
    if (shared) {
      draft.notes.add(
          "The %s was created by %s; it is up to date and stays."
              .formatted(what, Ownership.makerOf(tags)));
    }
  }

  private boolean isForeign(Map<String, String> tags) {
    return !adopts && !owner.owns(tags);
  }

  private static Map<String, String> missing(Map<String, String> wanted, Map<String, String> is) {
    Map<String, String> missing = new HashMap<>(wanted);
    missing.entrySet().removeAll(is.entrySet());
    return missing;
  }
}
