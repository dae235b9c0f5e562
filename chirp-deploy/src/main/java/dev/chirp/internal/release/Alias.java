package dev.chirp.internal.release;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;

/**
 * An alias on Lambda.
 *
 * @param weights versions that get a share of the traffic, in addition to the alias's own version
 */
record Alias(
    String name,
    String version,
    String description,
    String revisionId,
    Map<String, Double> weights) {

  Alias {
    weights = Map.copyOf(weights);
  }

  static Alias of(
      String name,
      String version,
      String description,
      String revisionId,
      AliasRoutingConfiguration routing) {
    return new Alias(
        name,
        version,
        Optional.ofNullable(description).orElse(""),
        revisionId,
        Optional.ofNullable(routing)
            .map(AliasRoutingConfiguration::additionalVersionWeights)
            .orElse(Map.of()));
  }

  static Alias of(AliasConfiguration found) {
    return of(
        found.name(),
        found.functionVersion(),
        found.description(),
        found.revisionId(),
        found.routingConfig());
  }

  /**
   * Returns how Chirp last moved the alias. Empty if it never did, or someone else moved the alias
   * since.
   */
  Optional<ReleaseNote> note() {
    return written().filter(note -> note.version().equals(version));
  }

  /** Returns whether someone moved the alias and left Chirp's description unchanged. */
  boolean isMovedSince() {
    return written().isPresent() && note().isEmpty();
  }

  private Optional<ReleaseNote> written() {
    return ReleaseNote.parse(description);
  }

  /** Returns all versions that the alias points to, and the one to roll back to. */
  Set<String> versions() {
    Set<String> versions = new HashSet<>(weights.keySet());
    versions.add(version);
    written().flatMap(ReleaseNote::before).ifPresent(versions::add);
    return versions;
  }

  /** Returns text such as {@code 10 % to version 4}. Empty if all traffic goes to one version. */
  String otherTraffic() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(weights)
        .forEach(
            (other, weight) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append("%.0f %% to version %s".formatted(weight * 100, other)));
    return text.toString();
  }
}
