package dev.chirp.internal.iam;

import dev.chirp.internal.aws.DefaultNames;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.FunctionPrefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's settings for role and policy, validated before any call.
 *
 * @param path of both, begins and ends with a slash
 * @param boundary the ARN of the role's permissions boundary
 * @param tags in addition to those of {@code owner}
 * @param tables the DynamoDB tables that the functions use, in the syntax of {@link TableAccess}
 * @param buckets the S3 buckets that the functions use, in the syntax of {@link BucketAccess}
 * @param deployBucket the bucket that zips are uploaded to
 * @param functionPrefix the prefix of the functions' names on Lambda
 * @param policyFile the functions' policy, instead of the one Chirp generates
 * @param isTutorial whether the policy is the tutorial's, which allows everything
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">Names
 *     in IAM</a>
 */
public record IamSettings(
    String roleName,
    String policyName,
    String path,
    Optional<String> boundary,
    Map<String, String> tags,
    List<String> tables,
    List<String> buckets,
    Optional<String> deployBucket,
    String functionPrefix,
    Optional<Path> policyFile,
    boolean isTutorial,
    Ownership owner) {

  public IamSettings {
    IamNameRules.checkName("chirp.roleName", roleName, 64);
    IamNameRules.checkName("chirp.policyName", policyName, 128);
    IamNameRules.checkPath(path);
    boundary.ifPresent(IamNameRules::checkBoundary);
    IamNameRules.checkTags(tags, owner);
    IamNameRules.checkElements("tables", tables);
    tables.forEach(TableAccess::parse);
    IamNameRules.checkElements("buckets", buckets);
    deployBucket.ifPresent(IamNameRules::checkBucket);
    FunctionPrefix.checked(functionPrefix);
    List<BucketAccess> used = buckets.stream().map(BucketAccess::parse).toList();
    deployBucket.ifPresent(bucket -> used.forEach(access -> access.requireNoCode(bucket)));
    if (isTutorial && policyFile.isPresent()) {
      throw ChirpException.project(
          "Two policies are set: chirp.policyFile is '%s', and chirp.policy is 'tutorial'."
              .formatted(policyFile.get()));
    }
    tags = Map.copyOf(tags);
    tables = List.copyOf(tables);
    buckets = List.copyOf(buckets);
  }

  /**
   * Returns the settings of a goal without parameters: functions may write their logs, and nothing
   * else.
   */
  public static IamSettings defaults(String functionPrefix, Ownership owner) {
    return new IamSettings(
        DefaultNames.ROLE,
        DefaultNames.POLICY,
        DefaultNames.IAM_PATH,
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        functionPrefix,
        Optional.empty(),
        false,
        owner);
  }

  /** The execution role that the functions run with. */
  public RoleSpec role() {
    return new RoleSpec(
        roleName,
        path,
        PolicyDocument.trustOfLambda(),
        "Execution role of Lambda functions, made by Chirp",
        boundary,
        allTags());
  }

  /** The policy that says what the functions may do. */
  public PolicySpec policy(ArnScope scope) {
    return new PolicySpec(
        policyName,
        path,
        policyArn(scope),
        document(scope),
        "What Lambda functions may do, made by Chirp",
        allTags());
  }

  private PolicyDocument document(ArnScope scope) {
    if (isTutorial) {
      return TutorialPolicy.in(scope);
    }
    return policyFile.map(file -> new PolicyFile(file).read(scope)).orElseGet(() -> written(scope));
  }

  private PolicyDocument written(ArnScope scope) {
    PolicyDocument document =
        new FunctionPolicy(
                scope,
                functionPrefix,
                tables.stream().map(TableAccess::parse).toList(),
                buckets.stream().map(BucketAccess::parse).toList())
            .document();
    document.requireSize(
        "The policy for %d <tables> and %d <buckets>".formatted(tables.size(), buckets.size()),
        "<policyFile>src/main/aws/policy.json</policyFile>");
    return document;
  }

  /** Returns warnings about what the policy allows but should not. */
  public List<String> warnings(PolicyDocument document) {
    if (isTutorial) {
      return List.of(TutorialPolicy.WARNING);
    }
    List<String> warnings = new ArrayList<>();
    policyFile.ifPresent(
        file ->
            warnings.addAll(
                new PolicyRisks(new PolicyFile(file).where(), deployBucket).of(document)));
    if (functionPrefix.isEmpty()) {
      warnings.add(
          "chirp.functionPrefix is empty: the functions may write the logs of every function in the account, and the deployer may change every function.");
    }
    return warnings;
  }

  /**
   * Prints all policies as one JSON object: {@code function} and {@code trust} for the role, {@code
   * deployer}, {@code operator}, {@code setupIam} and {@code undeployRole} for people.
   */
  public String print(ArnScope scope, DeployerNeeds needs) {
    DeployerPolicy people =
        new DeployerPolicy(
            scope,
            functionPrefix,
            scope.iam("role" + path + roleName),
            policyArn(scope),
            boundary,
            deployBucket,
            needs);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("function", document(scope).json());
    all.put("trust", PolicyDocument.trustOfLambda().json());
    all.put("deployer", people.deploy().json());
    all.put("operator", people.operate().json());
    all.put("setupIam", people.setupIam().json());
    all.put("undeployRole", people.undeployRole().json());
    return PolicyDocument.pretty(all) + "\n";
  }

  /** Returns the flags with which {@code chirp:deploy} finds the role, each after a space. */
  public String flags() {
    String name = roleName.equals(DefaultNames.ROLE) ? "" : " -Dchirp.roleName=" + roleName;
    return path.equals("/") ? name : name + " -Dchirp.iamPath=" + path;
  }

  private String policyArn(ArnScope scope) {
    return scope.iam("policy" + path + policyName);
  }

  private Map<String, String> allTags() {
    Map<String, String> all = new HashMap<>(tags);
    all.putAll(owner.tags());
    return all;
  }
}
