package dev.chirp.internal.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One change to IAM that can be printed before it is made. */
sealed interface IamChange {
  /** The lines that show the user the difference. */
  List<String> lines();

  /** Makes the change and returns a sentence that says so. */
  String apply(IamWriter iam);

  /** Creates the role. */
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

  /** Replaces the trust policy. */
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

  /** Sets or replaces the permissions boundary. */
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

  /** Adds or corrects tags of the role. */
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

  /** Creates the policy. */
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

  /** Deletes the oldest version, because IAM keeps at most five. */
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

  /** Creates a new version of the policy and makes it the default. */
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

  /** Adds or corrects tags of the policy. */
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

  /** Attaches the policy to the role. */
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
