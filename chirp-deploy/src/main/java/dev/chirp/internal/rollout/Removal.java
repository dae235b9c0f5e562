package dev.chirp.internal.rollout;

import dev.chirp.internal.api.ApiRemoval;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.UndeployPlan;
import dev.chirp.internal.deploy.Undeployment;
import dev.chirp.internal.iam.ArnScope;
import dev.chirp.internal.iam.RemovalPlan;
import dev.chirp.internal.iam.RoleRemoval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The removal of a project's API and functions and, on request, of its role. Both are shown and
 * confirmed together, and removed in an order that works.
 *
 * @param functionPrefix of the functions' names on Lambda
 * @param only the only function to remove, without the prefix; then the API stays
 * @param hasApi whether the POM has {@code <api>}
 */
public record Removal(
    Ownership owner,
    String functionPrefix,
    Optional<String> only,
    boolean hasApi,
    Optional<Role> role,
    boolean dryRun,
    Progress progress) {
  /** The role and the policy to remove. */
  public record Role(String name, String path, String policyName) {
    private RoleRemoval of(Aws aws, Ownership owner) {
      String policy = ArnScope.of(aws).iam("policy" + path + policyName);
      return new RoleRemoval(aws, owner, name, policy);
    }
  }

  /** The questions that a removal asks its front end. */
  public interface Dialog {
    /**
     * Returns whether to look for the functions in another module of the build.
     *
     * @param foundNothing whether there is nothing to remove here, and nothing failed
     */
    boolean looksElsewhere(boolean foundNothing);

    /** Asks before anything is removed. */
    boolean agrees(String question);
  }

  /** Plans the removal, shows it, asks and removes. */
  public void run(Supplier<AwsSession> session, Dialog dialog) {
    try (AwsSession open = session.get()) {
      Aws aws = open.aws();
      String account = aws.identity().account();
      progress.say("Account " + account + ", region " + aws.region());
      ApiRemoval api = new ApiRemoval(aws, owner, functionPrefix, hasApi, progress);
      Undeployment undeployment = new Undeployment(aws, owner, progress);
      RemovalPlans found =
          new RemovalPlans(
              undeployment.plan(functionPrefix, only),
              only.isPresent() ? Optional.empty() : api.find(),
              role.map(each -> each.of(aws, owner)).map(RoleRemoval::plan));
      if (dialog.looksElsewhere(found.isNothing())) {
        return;
      }
      only.ifPresent(name -> undeployment.requireFound(found.functions(), functionPrefix + name));
      found.show(progress);
      if (dryRun) {
        Undeployment.requireRead(found.functions());
      } else if (found.isEmpty() || dialog.agrees(found.question(account))) {
        try (StartGate gate = StartGate.begin(progress)) {
          // The API comes first: without its functions it would answer every request with a 500.
          found.api().ifPresent(each -> api.apply(each, gate));
          undeployment.apply(found.functions(), gate);
          // The role comes last, and not if a function that may need it could not be removed.
          found.role().ifPresent(plan -> plan.apply(progress, gate));
        }
      }
    }
  }

  /** The plans of a removal. */
  private record RemovalPlans(
      UndeployPlan functions, Optional<ApiRemoval.Found> api, Optional<RemovalPlan> role) {
    /** Returns whether there is nothing to remove, and nothing failed. */
    boolean isNothing() {
      return isEmpty() && functions.failures().isEmpty();
    }

    boolean isEmpty() {
      return functions.isEmpty() && api.isEmpty() && role.map(RemovalPlan::isEmpty).orElse(true);
    }

    void show(Progress progress) {
      api.ifPresent(each -> progress.say("Remove " + each));
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

    String question(String account) {
      List<String> parts = new ArrayList<>();
      api.ifPresent(each -> parts.add(each.toString()));
      if (!functions.isEmpty()) {
        parts.add(functions.counted());
      }
      if (role.filter(plan -> !plan.isEmpty()).isPresent()) {
        parts.add("the role and its policy");
      }
      return "Remove " + String.join(", and ", parts) + " from account " + account + "?";
    }
  }
}
