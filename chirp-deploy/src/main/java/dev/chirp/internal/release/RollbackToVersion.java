package dev.chirp.internal.release;

import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans the move to one version, which all functions must have, with the same code.
 *
 * @param prefix of the functions' names on Lambda
 */
record RollbackToVersion(RollbackToPrevious way, String prefix, String version) {

  RollbackPlan plan() {
    Map<String, VersionState> states = new LinkedHashMap<>();
    for (RollbackToPrevious.AliasedFunction each : way.found()) {
      way.versions()
          .find(each.functionName(), version)
          .ifPresent(state -> states.put(each.functionName(), state));
    }
    requireOfAll(states);
    requireOneCode(states);
    List<String> lines = new ArrayList<>();
    List<AliasMove> moves = new ArrayList<>();
    for (RollbackToPrevious.AliasedFunction each : way.found()) {
      AliasMove move =
          RollbackToPrevious.move(
              each, Optional.ofNullable(states.get(each.functionName())).orElseThrow());
      boolean isThere = each.is().version().equals(version);
      lines.add("%s, code %s".formatted(isThere ? unchanged(each) : way.line(move), move.code()));
      if (!isThere) {
        moves.add(move);
      }
    }
    lines.addAll(way.others());
    ReleaseNotes notes = way.notes();
    Optional<ReleaseId> unfinished =
        RollbackToPrevious.unfinished(notes, moves)
            .filter(last -> notes.of(last).stream().allMatch(is -> is.version().equals(version)));
    return new RollbackPlan(
        moves,
        lines,
        now ->
            unfinished.orElseGet(
                () -> notes.fresh(ReleaseId.Kind.ROLLBACK, now, moves.size(), ReleaseId.mark())),
        Optional.empty());
  }

  private String unchanged(RollbackToPrevious.AliasedFunction each) {
    return "%s  alias %s: %s, unchanged".formatted(each.functionName(), way.alias(), version);
  }

  /**
   * Refuses different code: each function counts its own versions, so the same number may belong to
   * another release.
   */
  private void requireOneCode(Map<String, VersionState> states) {
    if (states.values().stream().map(VersionState::codeSha256).distinct().count() > 1) {
      throw ChirpException.project(
              "Version %s (from -Dchirp.to) has different code in each function: %s. Nothing was changed."
                  .formatted(
                      version,
                      states.entrySet().stream()
                          .map(each -> each.getKey() + " " + each.getValue().code())
                          .collect(Collectors.joining(", "))))
          .withSuggestion(
              "mvn chirp:rollback -Dchirp.alias=%s -Dchirp.to=%s -Dfunction=%s, one function at a time"
                  .formatted(
                      way.alias(),
                      version,
                      way.found().get(0).functionName().substring(prefix.length())));
    }
  }

  private void requireOfAll(Map<String, VersionState> states) {
    List<String> lacking =
        way.found().stream()
            .map(RollbackToPrevious.AliasedFunction::functionName)
            .filter(name -> !states.containsKey(name))
            .toList();
    if (!lacking.isEmpty()) {
      throw ChirpException.project(
              "Version %s (from -Dchirp.to) does not exist for %s. %s. Nothing was changed."
                  .formatted(
                      version,
                      String.join(", ", lacking),
                      states.isEmpty()
                          ? "No function has it"
                          : "Functions with it: " + String.join(", ", states.keySet())))
          .withSuggestion(way.available(lacking.get(0)));
    }
  }
}
