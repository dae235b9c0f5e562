package dev.chirp.internal.release;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;

/** The state of one version, or of the unpublished one, as Lambda reports it. */
record VersionState(FunctionConfiguration configuration) {
  /** The members in which a version differs from the function that it was published from. */
  private static final Set<String> VOLATILE =
      Set.of(
          "ConfigSha256",
          "FunctionArn",
          "LastModified",
          "LastUpdateStatus",
          "LastUpdateStatusReason",
          "LastUpdateStatusReasonCode",
          "MasterArn",
          "RevisionId",
          "RuntimeVersionConfig",
          "SnapStart",
          "State",
          "StateReason",
          "StateReasonCode",
          "Version");

  String version() {
    return configuration.version();
  }

  String revisionId() {
    return configuration.revisionId();
  }

  String codeSha256() {
    return configuration.codeSha256();
  }

  /** Returns the beginning of the code's hash, enough to distinguish versions. */
  String code() {
    return shortened(codeSha256());
  }

  static String shortened(String codeSha256) {
    return codeSha256.substring(0, Math.min(8, codeSha256.length()));
  }

  /** Returns whether publishing one would return the other. */
  boolean isSameAs(VersionState other) {
    return differences(other).isEmpty();
  }

  /** Returns the names of differing members, without their values, which may be secret. */
  List<String> differences(VersionState other) {
    Map<String, Object> here = essence();
    Map<String, Object> there = other.essence();
    return here.keySet().stream()
        .filter(member -> !Objects.equals(here.get(member), there.get(member)))
        .toList();
  }

  /** Returns whether SnapStart is on, so that publishing takes minutes. */
  boolean startsSnapped() {
    return snapStart().equals(SnapStartApplyOn.PUBLISHED_VERSIONS.toString());
  }

  private String snapStart() {
    return Optional.ofNullable(configuration.snapStart())
        .map(SnapStartResponse::applyOnAsString)
        .orElse("None");
  }

  private Map<String, Object> essence() {
    Map<String, Object> essence = new TreeMap<>();
    for (SdkField<?> field : configuration.sdkFields()) {
      if (!VOLATILE.contains(field.memberName())) {
        essence.put(field.memberName(), field.getValueOrDefault(configuration));
      }
    }
    essence.put("SnapStart", snapStart());
    return essence;
  }

  /** Returns whether Lambda can run it. A version without an update status is not ready. */
  boolean isReady() {
    String state = configuration.stateAsString();
    return ("Active".equals(state) || "Inactive".equals(state))
        && "Successful".equals(configuration.lastUpdateStatusAsString());
  }

  boolean isFailed() {
    return "Failed".equals(configuration.stateAsString())
        || "Failed".equals(configuration.lastUpdateStatusAsString());
  }

  /** Returns its state, in words. */
  String evidence() {
    String reason =
        Optional.ofNullable(configuration.stateReason())
            .or(() -> Optional.ofNullable(configuration.lastUpdateStatusReason()))
            .map(text -> " (" + text + ")")
            .orElse("");
    return "State %s, LastUpdateStatus %s%s"
        .formatted(
            configuration.stateAsString(),
            Optional.ofNullable(configuration.lastUpdateStatusAsString()).orElse("none"),
            reason);
  }
}
