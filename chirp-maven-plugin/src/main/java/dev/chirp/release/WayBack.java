package dev.chirp.release;

import dev.chirp.core.ChirpException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which version each alias goes back to.
 *
 * @param found functions that have the alias
 * @param others what is said already of functions that have none
 */
record WayBack(LambdaVersions versions, AliasName alias, List<Found> found, List<String> others) {

  /** A function of the project that has the alias. */
  record Found(String functionName, Alias is) {}

  WayBack {
    found = List.copyOf(found);
    others = List.copyOf(others);
  }

  /** To one version, which all have to have. */
  RollbackPlan to(String to) {
    List<String> having = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    for (Found each : found) {
      (versions.find(each.functionName(), to).isPresent() ? having : lacking)
          .add(each.functionName());
    }
    if (!lacking.isEmpty()) {
      throw ChirpException.project(
              "Version %s (from -Dchirp.to) is not there of %s. %s. Nothing was changed."
                  .formatted(
                      to,
                      String.join(", ", lacking),
                      having.isEmpty()
                          ? "No function has it"
                          : "These have it: " + String.join(", ", having)))
          .withSuggestion(available(lacking.get(0)));
    }
    List<String> staying = new ArrayList<>(others);
    List<AliasMove> moves = new ArrayList<>();
    for (Found each : found) {
      if (each.is().version().equals(to)) {
        staying.add("%s  alias %s: %s, unchanged".formatted(each.functionName(), alias, to));
      } else {
        moves.add(new AliasMove(each.functionName(), Optional.of(each.is()), to));
      }
    }
    return new RollbackPlan(alias, moves, staying);
  }

  private String available(String function) {
    List<String> all = versions.versions(function);
    return all.isEmpty()
        ? "mvn chirp:deploy -Dchirp.alias=" + alias
        : "-Dchirp.to=N with a version of %s: %s".formatted(function, String.join(", ", all));
  }

  /** To where they were before the last release. */
  RollbackPlan back() {
    String last =
        found.stream()
            .flatMap(each -> each.is().note().stream())
            .map(ReleaseNote::release)
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> unknown(found.get(0)));
    List<String> staying = new ArrayList<>(others);
    List<AliasMove> moves = new ArrayList<>();
    for (Found each : found) {
      Optional<ReleaseNote> note = each.is().note();
      Optional<String> before = note.flatMap(ReleaseNote::before);
      if (note.filter(is -> is.release().equals(last)).isPresent() && before.isPresent()) {
        moves.add(new AliasMove(each.functionName(), Optional.of(each.is()), before.get()));
      } else {
        staying.add(
            "%s  alias %s: %s stays, %s"
                .formatted(each.functionName(), alias, each.is().version(), why(note, last)));
      }
    }
    requireThere(moves);
    if (moves.isEmpty()) {
      throw ChirpException.project(
              "Alias '%s' had no version before: %s."
                  .formatted(
                      alias,
                      found.stream()
                          .map(each -> each.functionName() + " " + each.is().version())
                          .collect(Collectors.joining(", "))))
          .withSuggestion("mvn chirp:undeploy, if all of it shall go");
    }
    return new RollbackPlan(alias, moves, staying);
  }

  private static String why(Optional<ReleaseNote> note, String last) {
    if (note.isEmpty()) {
      return "for it does not say what it was before";
    }
    return note.get().release().equals(last)
        ? "for there was none before"
        : "for the last release did not move it";
  }

  private ChirpException unknown(Found found) {
    return ChirpException.project(
            "Alias '%s' of function '%s' does not say which version it had before: Chirp writes that into its description, which is '%s'."
                .formatted(alias, found.functionName(), found.is().description()))
        .withSuggestion(available(found.functionName()));
  }

  private void requireThere(List<AliasMove> moves) {
    for (AliasMove move : moves) {
      if (versions.find(move.functionName(), move.version()).isEmpty()) {
        throw ChirpException.project(
                "Version %s of function '%s', which alias '%s' had before, is no longer there. Nothing was changed."
                    .formatted(move.version(), move.functionName(), alias))
            .withSuggestion(available(move.functionName()));
      }
    }
  }
}
