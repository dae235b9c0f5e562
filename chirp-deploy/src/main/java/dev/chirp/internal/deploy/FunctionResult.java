package dev.chirp.internal.deploy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result for one function.
 *
 * @param codeSha256 as Lambda last reported it; empty if it reported none
 * @param attempts the number of attempted changes
 * @param requestIds of the changes that were made
 * @param release the result for its version and alias, if there was a release
 * @param url the result for its URL, if it should have one
 */
record FunctionResult(
    FunctionPlan plan,
    DeployOutcome outcome,
    String codeSha256,
    Duration duration,
    int attempts,
    List<String> requestIds,
    Optional<Release> release,
    Optional<FunctionUrl> url) {

  FunctionResult {
    requestIds = List.copyOf(requestIds);
  }

  FunctionResult(
      FunctionPlan plan,
      DeployOutcome outcome,
      String codeSha256,
      Duration duration,
      int attempts,
      List<String> requestIds) {
    this(
        plan,
        outcome,
        codeSha256,
        duration,
        attempts,
        requestIds,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns this result with another outcome. */
  FunctionResult with(DeployOutcome other, String otherCodeSha256) {
    return new FunctionResult(
        plan, other, otherCodeSha256, duration, attempts, requestIds, release, url);
  }

  /** Returns this result with the release that followed. */
  FunctionResult with(Release released) {
    return new FunctionResult(
        plan,
        outcome.after(released),
        codeSha256,
        duration,
        attempts,
        requestIds,
        Optional.of(released),
        url);
  }

  /** Returns this result with its function URL. */
  FunctionResult with(FunctionUrl made) {
    return new FunctionResult(
        plan,
        outcome.after(made),
        codeSha256,
        duration,
        attempts,
        requestIds,
        release,
        Optional.of(made));
  }

  /** Returns what was changed, such as {@code code, URL iam -> public}. */
  String differences() {
    return Stream.of(
            plan.differences(),
            url.map(FunctionUrl::change)
                .filter(change -> !change.isEmpty())
                .map(change -> "URL " + change)
                .orElse(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Returns this result with a duration. */
  FunctionResult after(Duration passed) {
    return new FunctionResult(
        plan, outcome, codeSha256, passed, attempts, requestIds, release, url);
  }

  /** Returns what was done, or why it was not, in words. */
  String details() {
    String released = release.filter(is -> is.kind().isSuccess()).map(Release::summary).orElse("");
    String address = url.filter(FunctionUrl::isSuccess).map(FunctionUrl::url).orElse("");
    return Stream.of(
            outcome.reason().isEmpty() ? differences() : outcome.reason(), released, address)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  static FunctionResult untouched(FunctionPlan plan, DeployOutcome outcome) {
    return new FunctionResult(
        plan,
        outcome,
        plan.remote().map(RemoteFunction::codeSha256).orElse(""),
        Duration.ZERO,
        0,
        List.of());
  }

  /** Returns the function's name on Lambda. */
  String lambdaName() {
    return plan.spec().lambdaName();
  }

  boolean isSuccess() {
    return outcome.kind().isSuccess();
  }

  /** Returns the duration in words, such as {@code 1.2 s}. */
  String seconds() {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  /** Returns one line, such as {@code chirp_server_status: created, 1.2 s}. */
  String line() {
    String why = outcome.reason().isEmpty() ? "" : ": " + outcome.reason();
    return "%s: %s, %s%s".formatted(lambdaName(), outcome.kind().word(), seconds(), why);
  }

  /** Writes this result as an object of the report's file. */
  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", plan.spec().name());
    json.writeStringField("functionName", lambdaName());
    json.writeStringField("action", plan.action());
    json.writeStringField("differences", differences());
    json.writeStringField("outcome", outcome.kind().name());
    json.writeStringField("reason", outcome.reason());
    json.writeStringField("hint", outcome.hint());
    json.writeStringField(
        "codeSha256Before", plan.remote().map(RemoteFunction::codeSha256).orElse(""));
    json.writeStringField("codeSha256After", codeSha256);
    json.writeNumberField("durationMillis", duration.toMillis());
    json.writeNumberField("attempts", attempts);
    json.writeFieldName("requestIds");
    json.writeArray(requestIds.toArray(String[]::new), 0, requestIds.size());
    if (release.isPresent()) {
      write(release.get(), json);
    }
    if (url.isPresent()) {
      write(url.get(), json);
    }
    json.writeEndObject();
  }

  private static void write(FunctionUrl url, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("functionUrl");
    json.writeStringField("url", url.url());
    json.writeStringField("access", url.access());
    json.writeStringField("problem", url.problem());
    json.writeEndObject();
  }

  private static void write(Release release, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("release");
    json.writeStringField("outcome", release.kind().name());
    json.writeStringField("alias", release.alias());
    json.writeStringField("version", release.version());
    json.writeStringField("versionBefore", release.before());
    json.writeStringField("proof", release.proof());
    json.writeStringField("reason", release.reason());
    json.writeEndObject();
  }
}
