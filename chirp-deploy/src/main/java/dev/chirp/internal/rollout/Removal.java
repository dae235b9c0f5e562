package dev.chirp.internal.rollout;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.UndeployPlan;
import dev.chirp.internal.deploy.Undeployment;
import dev.chirp.internal.iam.RemovalPlan;
import dev.chirp.internal.iam.RoleRemoval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that an undeploy removes: shown as one, agreed upon as one, and done in an order that works.
 */
public record Removal(
    Undeployment undeployment,
    UndeployPlan functions,
    Optional<RemovalPlan> role,
    Progress progress) {

  public static Removal plan(
      Undeployment undeployment,
      String prefix,
      Optional<String> only,
      Optional<RoleRemoval> role,
      Progress progress) {
    return new Removal(
        undeployment, undeployment.plan(prefix, only), role.map(RoleRemoval::plan), progress);
  }

  /** Whether this is all that can be said: neither is there anything to remove, nor did it fail. */
  public boolean isNothing() {
    return isEmpty() && functions.failures().isEmpty();
  }

  /** Fails if a function that was named is not there. */
  public void requireFound(Optional<String> lambdaName) {
    lambdaName.ifPresent(name -> undeployment.requireFound(functions, name));
  }

  public boolean isEmpty() {
    return functions.isEmpty() && role.map(RemovalPlan::isEmpty).orElse(true);
  }

  /** What goes and what stays, before anything is done. */
  public void show() {
    functions.lines().forEach(progress::say);
    role.ifPresent(
        plan -> {
          plan.lines().forEach(line -> progress.say("Remove " + line.replaceFirst("^- ", "")));
          plan.notes().forEach(progress::say);
        });
    if (isEmpty()) {
      progress.say("There is nothing to remove.");
    }
  }

  public String question(String account) {
    List<String> parts = new ArrayList<>();
    if (!functions.isEmpty()) {
      parts.add(functions.counted());
    }
    if (role.filter(plan -> !plan.isEmpty()).isPresent()) {
      parts.add("the role and its policy");
    }
    return "Remove " + String.join(", and ", parts) + " from account " + account + "?";
  }

  /** A dry run that could not see all is no success. */
  public void requireRead() {
    Undeployment.requireRead(functions);
  }

  /** The role last, and not at all when a function that may need it is still there. */
  public void apply() {
    undeployment.apply(functions);
    role.ifPresent(plan -> plan.apply(progress));
  }
}
