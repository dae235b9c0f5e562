package dev.chirp.internal.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One change, that can be read before it is made. */
sealed interface IamChange {
  /** What will be different. */
  List<String> lines();

  /** Makes the change, and says that it did. */
  String apply(IamWriter iam);

  /** A role where there is none. */
  record CreateRole(RoleSpec role) implements IamChange {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("+ role " + role.name() + (role.path().equals("/") ? "" : " at " + role.path()));
      role.boundary().ifPresent(arn -> lines.add("    + permissions boundary " + arn));
      lines.addAll(tagLines(Map.of(), role.tags()));
      lines.add("    trust policy:");
      lines.addAll(indented(LineDifference.of(List.of(), role.trust().lines())));
      return lines;
    }

    @Override
    public String apply(IamWriter iam) {
      iam.createRole(role);
      return "Created role '" + role.name() + "'.";
    }
  }

  /** Another trust policy. */
  record UpdateTrust(String role, PolicyDocument before, PolicyDocument after)
      implements IamChange {
    @Override
    public List<String> lines() {
      return document("~ role " + role + ": trust policy", before.lines(), after.lines());
    }

    @Override
    public String apply(IamWriter iam) {
      iam.updateTrust(role, after);
      return "Changed the trust policy of role '" + role + "'.";
    }
  }

  /** Another permissions boundary, or the first one. */
  record PutBoundary(String role, String before, String after) implements IamChange {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("~ role " + role + ": permissions boundary");
      if (!before.isEmpty()) {
        lines.add("    - " + before);
      }
      lines.add("    + " + after);
      return lines;
    }

    @Override
    public String apply(IamWriter iam) {
      iam.putBoundary(role, after);
      return "Set the permissions boundary of role '" + role + "'.";
    }
  }

  /** Tags of the role that are missing or different. */
  record TagRole(String role, Map<String, String> before, Map<String, String> tags)
      implements IamChange {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>(List.of("~ role " + role + ": tags"));
      lines.addAll(tagLines(before, tags));
      return lines;
    }

    @Override
    public String apply(IamWriter iam) {
      iam.tagRole(role, tags);
      return "Tagged role '" + role + "'.";
    }
  }

  /** A policy where there is none. */
  record CreatePolicy(PolicySpec policy) implements IamChange {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "+ policy " + policy.name() + (policy.path().equals("/") ? "" : " at " + policy.path()));
      lines.addAll(tagLines(Map.of(), policy.tags()));
      lines.addAll(indented(LineDifference.of(List.of(), policy.document().lines())));
      return lines;
    }

    @Override
    public String apply(IamWriter iam) {
      iam.createPolicy(policy);
      return "Created policy '" + policy.name() + "'.";
    }
  }

  /** Makes room: IAM keeps five versions. */
  record DeleteVersion(PolicySpec policy, String version) implements IamChange {
    @Override
    public List<String> lines() {
      return List.of("- policy " + policy.name() + ": version " + version + ", the oldest of five");
    }

    @Override
    public String apply(IamWriter iam) {
      iam.deleteVersion(policy, version);
      return "Deleted version %s of policy '%s'.".formatted(version, policy.name());
    }
  }

  /** Another document, which becomes the default. */
  record CreateVersion(PolicySpec policy, PolicyDocument before) implements IamChange {
    @Override
    public List<String> lines() {
      return document(
          "~ policy " + policy.name() + ": document", before.lines(), policy.document().lines());
    }

    @Override
    public String apply(IamWriter iam) {
      return "Changed policy '%s': version %s.".formatted(policy.name(), iam.createVersion(policy));
    }
  }

  /** Tags of the policy that are missing or different. */
  record TagPolicy(PolicySpec policy, Map<String, String> before, Map<String, String> tags)
      implements IamChange {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>(List.of("~ policy " + policy.name() + ": tags"));
      lines.addAll(tagLines(before, tags));
      return lines;
    }

    @Override
    public String apply(IamWriter iam) {
      iam.tagPolicy(policy, tags);
      return "Tagged policy '" + policy.name() + "'.";
    }
  }

  /** The policy becomes the role's. */
  record Attach(String role, PolicySpec policy) implements IamChange {
    @Override
    public List<String> lines() {
      return List.of("+ policy " + policy.name() + " attached to role " + role);
    }

    @Override
    public String apply(IamWriter iam) {
      iam.attach(role, policy);
      return "Attached policy '%s' to role '%s'.".formatted(policy.name(), role);
    }
  }

  private static List<String> document(String title, List<String> before, List<String> after) {
    List<String> lines = new ArrayList<>(List.of(title));
    lines.addAll(indented(LineDifference.of(before, after)));
    return lines;
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> "    " + line).toList();
  }

  private static List<String> tagLines(Map<String, String> before, Map<String, String> after) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(after)
        .forEach(
            (key, value) -> {
              if (before.containsKey(key)) {
                lines.add("    - tag %s=%s".formatted(key, before.get(key)));
              }
              lines.add("    + tag %s=%s".formatted(key, value));
            });
    return lines;
  }
}
