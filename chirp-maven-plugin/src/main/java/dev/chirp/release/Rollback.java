package dev.chirp.release;

import dev.chirp.aws.Aws;
import dev.chirp.aws.FunctionNames;
import dev.chirp.aws.FunctionTags;
import dev.chirp.aws.Workers;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import dev.chirp.core.Release.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/**
 * Moves the aliases back that were moved last, together, to the versions that they had before. What
 * was not moved then stays. A rollback is such a move itself, so the next one undoes it.
 */
public final class Rollback {
  private final LambdaVersions versions;
  private final Ownership ownership;
  private final AliasName alias;
  private final Progress progress;

  public Rollback(Aws aws, Ownership ownership, AliasName alias, Progress progress) {
    this.versions = new LambdaVersions(aws);
    this.ownership = ownership;
    this.alias = alias;
    this.progress = progress;
  }

  /** A function of the project that has the alias. */
  private record Found(String functionName, Alias is) {}

  /**
   * What will be done. Writes nothing.
   *
   * @param prefix of the functions' names on Lambda
   * @param only the name on Lambda of the one function to move
   * @param to the version to move to, instead of the one before
   * @throws ChirpException when there is no way back
   */
  public RollbackPlan plan(String prefix, Optional<String> only, Optional<String> to) {
    List<String> names =
        only.map(List::of).orElseGet(() -> new FunctionNames(versions.aws()).startingWith(prefix));
    List<Found> found = new ArrayList<>();
    List<String> staying = new ArrayList<>();
    try (Workers workers = new Workers()) {
      for (String name :
          Workers.all(names.stream().map(n -> workers.start(() -> ours(n, only))).toList()).stream()
              .flatMap(Optional::stream)
              .toList()) {
        versions
            .alias(name, alias)
            .ifPresentOrElse(
                is -> found.add(new Found(name, is)),
                () -> staying.add("%s  has no alias %s".formatted(name, alias)));
      }
    }
    if (found.isEmpty()) {
      throw none(prefix, only);
    }
    found.forEach(each -> Releaser.requireWhole(each.functionName(), each.is()));
    return to.isPresent() ? planTo(found, to.get(), staying) : planBack(found, staying);
  }

  /** Never touches what is not this project's. */
  private Optional<String> ours(String name, Optional<String> only) {
    Optional<GetFunctionResponse> function = versions.function(name, LambdaVersions.LATEST);
    Optional<Map<String, String>> tags = function.map(FunctionTags::of);
    if (only.isPresent() && function.isEmpty()) {
      throw ChirpException.project(
              "There is no function '%s' in %s.".formatted(name, versions.aws().region()))
          .withSuggestion("mvn chirp:list -Dremote");
    }
    if (only.isPresent() && tags.filter(ownership::owns).isEmpty()) {
      throw ChirpException.project(
          "This project did not make function '%s': it was made by %s. Nothing was changed."
              .formatted(name, Ownership.makerOf(tags.orElse(Map.of()))));
    }
    return tags.filter(ownership::owns).map(ignored -> name);
  }

  private ChirpException none(String prefix, Optional<String> only) {
    return ChirpException.project(
            "%s has an alias '%s' in %s, so there is nothing to move back."
                .formatted(
                    only.map(name -> "Function '" + name + "' is not one that")
                        .orElse("No function '" + prefix + "*' of this project"),
                    alias,
                    versions.aws().region()))
        .withSuggestion("mvn chirp:deploy -Dchirp.alias=" + alias);
  }

  private RollbackPlan planTo(List<Found> found, String to, List<String> staying) {
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

  private RollbackPlan planBack(List<Found> found, List<String> staying) {
    String last =
        found.stream()
            .flatMap(each -> each.is().note().stream())
            .map(ReleaseNote::release)
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> unknown(found.get(0)));
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

  /**
   * Does what the plan says.
   *
   * @throws ChirpException when an alias is not where it shall be; says where each is
   */
  public void apply(RollbackPlan plan) {
    Map<String, AliasEnd> ends =
        new AliasMoves(versions, alias, progress)
            .run(plan.moves(), ReleaseNote.newRelease(versions.aws().time()));
    String problems =
        ends.entrySet().stream()
            .filter(end -> end.getValue().kind() != Kind.MOVED)
            .map(end -> "\n  %s: %s".formatted(end.getKey(), end.getValue().reason()))
            .collect(Collectors.joining());
    if (!problems.isEmpty()) {
      throw ChirpException.project("The rollback failed:" + problems)
          .withSuggestion("mvn chirp:list -Dremote shows where each alias is");
    }
  }
}
