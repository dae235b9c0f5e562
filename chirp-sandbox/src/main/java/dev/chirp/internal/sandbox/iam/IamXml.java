package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.QueryProtocol;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** IAM's XML format of roles, policies and their parts. */
final class IamXml {
  private IamXml() {}

  static String element(String name, String xml) {
    return "<%1$s>%2$s</%1$s>".formatted(name, xml);
  }

  static String text(String name, String value) {
    return element(name, QueryProtocol.escaped(value));
  }

  /** An element, or nothing for an empty value. */
  static String optional(String name, String value) {
    return value.isEmpty() ? "" : text(name, value);
  }

  static String date(String name, long millis) {
    return text(name, Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /**
   * A policy document, which IAM percent-encodes in responses.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html">PolicyVersion</a>
   */
  static String document(String name, String json) {
    String form = URLEncoder.encode(json, StandardCharsets.UTF_8);
    return text(name, form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
  }

  static String members(String name, List<String> members) {
    StringBuilder xml = new StringBuilder();
    members.forEach(member -> xml.append(element("member", member)));
    return element(name, xml.toString());
  }

  static String tags(Map<String, String> tags) {
    return members(
        "Tags",
        tags.entrySet().stream()
            .map(tag -> text("Key", tag.getKey()) + text("Value", tag.getValue()))
            .toList());
  }

  /** A role as in lists: without tags and boundary. */
  static String listed(Role role) {
    return text("Path", role.path())
        + text("RoleName", role.name())
        + text("RoleId", role.id())
        + text("Arn", role.arn())
        + date("CreateDate", role.created())
        + document("AssumeRolePolicyDocument", role.trust())
        + optional("Description", role.description())
        + text("MaxSessionDuration", Integer.toString(role.maxSessionDuration()));
  }

  static String full(Role role) {
    String boundary =
        role.boundary().isEmpty()
            ? ""
            : element(
                "PermissionsBoundary",
                text("PermissionsBoundaryType", "Policy")
                    + text("PermissionsBoundaryArn", role.boundary()));
    return element("Role", listed(role) + boundary + tagsIfAny(role.tags()) + "<RoleLastUsed/>");
  }

  static String listed(Policy policy, IamAccount account) {
    return text("PolicyName", policy.name())
        + text("PolicyId", policy.id())
        + text("Arn", policy.arn())
        + text("Path", policy.path())
        + text("DefaultVersionId", policy.defaultVersion())
        + text("AttachmentCount", Long.toString(account.attachments(policy.arn())))
        + text("PermissionsBoundaryUsageCount", Long.toString(account.boundaries(policy.arn())))
        + text("IsAttachable", "true")
        + date("CreateDate", policy.created())
        + date("UpdateDate", policy.updated());
  }

  static String full(Policy policy, IamAccount account) {
    return element(
        "Policy",
        listed(policy, account)
            + optional("Description", policy.description())
            + tagsIfAny(policy.tags()));
  }

  /** A policy version as in lists: without its document. */
  static String listed(Policy policy, Policy.Version version) {
    return text("VersionId", version.id())
        + text("IsDefaultVersion", Boolean.toString(version.id().equals(policy.defaultVersion())))
        + date("CreateDate", version.created());
  }

  private static String tagsIfAny(Map<String, String> tags) {
    return tags.isEmpty() ? "" : tags(tags);
  }
}
