package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.QueryProtocol;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.http.StateFile;
import dev.chirp.internal.sandbox.lambda.Roles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * IAM: roles and managed policies, per account. It denies no request, because the sandbox has one
 * user. As on AWS, Lambda cannot assume a new role at once.
 */
public final class IamService implements Service, Roles {
  private static final QueryProtocol PROTOCOL =
      new QueryProtocol("https://iam.amazonaws.com/doc/2010-05-08/");

  private final StateFile file;
  private final Duration roleDelay;
  private final Clock clock;
  private final Map<String, IamAccount> accounts;

  private record State(Map<String, IamAccount> accounts) {
    State {
      accounts = Map.copyOf(accounts);
    }
  }

  /**
   * A service that continues with the stored roles and policies.
   *
   * @param directory the folder of the sandbox's state
   * @param roleDelay the time before a new role, or one whose trust policy changed, can be assumed
   */
  public IamService(Path directory, Duration roleDelay, Clock clock) {
    this.file = new StateFile(directory.resolve("iam.json"));
    this.roleDelay = roleDelay;
    this.clock = clock;
    this.accounts = new TreeMap<>(file.read(State.class, new State(Map.of())).accounts());
  }

  @Override
  public String action(Call call) {
    return "iam:" + call.require("Action");
  }

  @Override
  public synchronized Response answer(Call call) {
    String action = call.require("Action");
    IamAccount account = accounts.computeIfAbsent(call.account(), ignored -> IamAccount.empty());
    String result = result(action, account, call);
    if (!action.startsWith("Get") && !action.startsWith("List")) {
      file.write(new State(accounts));
    }
    return PROTOCOL.answer(action, result, call);
  }

  @Override
  public boolean speaksQueryProtocol() {
    return true;
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    return PROTOCOL.refused(refusal, call);
  }

  @Override
  public synchronized void requireAssumable(String roleArn) {
    long newest = clock.millis() - roleDelay.toMillis();
    boolean assumable =
        accounts.values().stream()
            .flatMap(account -> account.roles().values().stream())
            .filter(role -> role.arn().equals(roleArn))
            .anyMatch(
                role ->
                    role.trustChanged() <= newest
                        && PolicyDocuments.trusts(role.trust(), "lambda.amazonaws.com"));
    if (!assumable) {
      throw new AwsError(
          400,
          "InvalidParameterValueException",
          "The role defined for the function cannot be assumed by Lambda.");
    }
  }

  private String result(String action, IamAccount account, Call call) {
    IamForm form = new IamForm(call);
    RoleOperations roles = new RoleOperations(account, IamArns.of(call), form, clock.millis());
    AttachmentOperations attachments = new AttachmentOperations(account, form);
    return switch (action) {
      case "CreateRole" -> roles.create();
      case "GetRole" -> roles.get();
      case "ListRoles" -> roles.list();
      case "UpdateRole" -> roles.update();
      case "UpdateAssumeRolePolicy" -> roles.updateTrust();
      case "PutRolePermissionsBoundary" -> roles.putBoundary();
      case "DeleteRolePermissionsBoundary" -> roles.deleteBoundary();
      case "DeleteRole" -> roles.delete();
      case "TagRole" -> roles.tag();
      case "UntagRole" -> roles.untag();
      case "ListRoleTags" -> roles.tags();
      case "AttachRolePolicy" -> attachments.attach();
      case "DetachRolePolicy" -> attachments.detach();
      case "ListAttachedRolePolicies" -> attachments.ofRole();
      case "ListRolePolicies" -> attachments.inline();
      case "ListEntitiesForPolicy" -> attachments.ofPolicy();
      default -> ofPolicy(action, account, call);
    };
  }

  private String ofPolicy(String action, IamAccount account, Call call) {
    IamForm form = new IamForm(call);
    PolicyOperations policies =
        new PolicyOperations(account, IamArns.of(call), form, clock.millis());
    PolicyVersionOperations versions = new PolicyVersionOperations(account, form, clock.millis());
    return switch (action) {
      case "CreatePolicy" -> policies.create();
      case "GetPolicy" -> policies.get();
      case "ListPolicies" -> policies.list();
      case "DeletePolicy" -> policies.delete();
      case "TagPolicy" -> policies.tag();
      case "UntagPolicy" -> policies.untag();
      case "ListPolicyTags" -> policies.tags();
      case "CreatePolicyVersion" -> versions.create();
      case "GetPolicyVersion" -> versions.get();
      case "ListPolicyVersions" -> versions.list();
      case "DeletePolicyVersion" -> versions.delete();
      case "SetDefaultPolicyVersion" -> versions.setDefault();
      default -> throw AwsError.unsupported("iam:" + action);
    };
  }
}
