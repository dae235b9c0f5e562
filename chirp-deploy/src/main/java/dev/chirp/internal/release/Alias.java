package dev.chirp.internal.release;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;

/**
 * An alias as it is on Lambda.
 *
 * @param weights other versions that get a part of the traffic
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

  /** How it was moved last; nothing if Chirp did not do that, or somebody moved it since. */
  Optional<ReleaseNote> note() {
    return written().filter(note -> note.version().equals(version));
  }

  /** Whether somebody has moved it and left Chirp's description. */
  boolean isMovedSince() {
    return written().isPresent() && note().isEmpty();
  }

  private Optional<ReleaseNote> written() {
    return ReleaseNote.parse(description);
  }

  /** All versions that it means, and the one to go back to. */
  Set<String> versions() {
    Set<String> versions = new HashSet<>(weights.keySet());
    versions.add(version);
    written().flatMap(ReleaseNote::before).ifPresent(versions::add);
    return versions;
  }

  /** Such as {@code 10 % to version 4}; empty if all traffic goes to one version. */
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
