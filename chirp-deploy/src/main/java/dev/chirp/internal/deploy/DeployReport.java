package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Identity;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import dev.chirp.internal.deploy.CodeLocation.InBucket;
import dev.chirp.internal.pack.CodePackage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of a deploy: one outcome per function, and what was left behind. */
public final class DeployReport {
  private final DeployReportFile file;
  private final List<FunctionResult> results;

  DeployReport(
      String runId,
      Instant start,
      Instant end,
      Identity identity,
      String region,
      CodePackage code,
      Optional<InBucket> uploaded,
      List<FunctionResult> results,
      List<String> leftovers) {
    this(
        new DeployReportFile(
            runId,
            start,
            end,
            identity,
            region,
            code,
            uploaded,
            results,
            leftovers,
            Optional.empty()));
  }

  private DeployReport(DeployReportFile file) {
    this.file = file;
    this.results = file.results();
  }

  /** Returns this report with the results of the release. */
  public DeployReport with(List<Release> releases, Instant end) {
    Map<String, Release> byName =
        releases.stream().collect(Collectors.toMap(Release::functionName, each -> each));
    return with(result -> find(byName, result).map(result::with).orElse(result), end);
  }

  /** Returns this report with the results of the function URLs. */
  public DeployReport withUrls(List<FunctionUrl> urls, Instant end) {
    Map<String, FunctionUrl> byName =
        urls.stream().collect(Collectors.toMap(FunctionUrl::functionName, each -> each));
    return with(result -> find(byName, result).map(result::with).orElse(result), end);
  }

  /** The result of the API, if there is one. */
  public Optional<DeployedApi> api() {
    return file.api();
  }

  /** Returns this report with the result of the API. */
  public DeployReport with(DeployedApi api, Instant end) {
    return new DeployReport(file.with(api, end));
  }

  private DeployReport with(UnaryOperator<FunctionResult> addition, Instant end) {
    return new DeployReport(file.with(results.stream().map(addition).toList(), end));
  }

  private static <T> Optional<T> find(Map<String, T> byName, FunctionResult result) {
    return Optional.ofNullable(byName.get(result.lambdaName()));
  }

  /** Returns a table for people: one line per function, then a summary. */
  public List<String> lines() {
    TextTable table =
        TextTable.of(Column.text(), Column.fixed(10), new Column(7, false, true), Column.text());
    results.forEach(
        result ->
            table.row(
                result.lambdaName(),
                result.outcome().kind().word(),
                result.seconds(),
                result.details()));
    List<String> lines = new ArrayList<>(table.lines());
    file.api().map(DeployReport::line).ifPresent(lines::add);
    lines.add(summary());
    return lines;
  }

  private static String line(DeployedApi api) {
    return Stream.of(
            "API '%s'  %s".formatted(api.name(), api.outcome().name().toLowerCase(Locale.ROOT)),
            api.change(),
            api.proof(),
            api.problem(),
            api.isSuccess() ? api.url() : "")
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Returns a summary such as {@code 2 functions: 1 created, 1 unchanged}. */
  public String summary() {
    Map<DeployOutcome.Kind, Integer> counts = new EnumMap<>(DeployOutcome.Kind.class);
    results.forEach(result -> counts.merge(result.outcome().kind(), 1, Integer::sum));
    return "%d function%s: %s"
        .formatted(
            results.size(),
            results.size() == 1 ? "" : "s",
            counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", ")));
  }

  /** Returns the names on Lambda of the functions that were updated. */
  public List<String> updated() {
    return results.stream()
        .filter(result -> result.outcome().kind() == DeployOutcome.Kind.UPDATED)
        .map(FunctionResult::lambdaName)
        .toList();
  }

  public boolean isSuccess() {
    return results.stream().allMatch(FunctionResult::isSuccess)
        && file.api().map(DeployedApi::isSuccess).orElse(true);
  }

  /** Fails if any function was not deployed, with the reason for each. */
  public void check() {
    List<FunctionResult> bad = results.stream().filter(result -> !result.isSuccess()).toList();
    if (bad.isEmpty()) {
      file.api().filter(api -> !api.isSuccess()).ifPresent(DeployReport::fail);
      return;
    }
    String problems =
        Stream.concat(
                bad.stream().map(FunctionResult::line),
                file.api().filter(api -> !api.isSuccess()).map(DeployReport::line).stream())
            .map(line -> "\n  " + line)
            .collect(Collectors.joining());
    String hint =
        bad.stream().map(r -> r.outcome().hint()).filter(h -> !h.isEmpty()).findFirst().orElse("");
    ChirpException failure =
        ChirpException.project(
            "%d of %d functions are not deployed:%s"
                .formatted(bad.size(), results.size(), problems));
    throw hint.isEmpty() ? failure : failure.withSuggestion(hint);
  }

  private static void fail(DeployedApi api) {
    throw ChirpException.project(
            "The functions are deployed, but API '%s' is not up to date: %s"
                .formatted(api.name(), api.problem()))
        .withSuggestion(api.hint());
  }

  /** Writes {@code deploy-report.json} into the folder. */
  public Path writeTo(Path folder) {
    return file.writeTo(folder);
  }

  List<FunctionResult> results() {
    return results;
  }

  List<String> leftovers() {
    return file.leftovers();
  }
}
