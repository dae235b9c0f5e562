package dev.chirp.internal.release;

import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes old versions. The versions that aliases point to stay, and so do their previous versions.
 * A version that cannot be deleted stays too, which is not a failure.
 *
 * @param keep the number of newest versions that always stay
 */
record VersionPruning(LambdaVersions versions, int keep, Progress progress) {

  void of(List<String> functions) {
    try (Workers workers = new Workers()) {
      Workers.all(functions.stream().map(each -> workers.start(() -> prune(each))).toList());
    }
  }

  private boolean prune(String function) {
    try {
      List<String> all = versions.versions(function);
      if (all.size() <= keep) {
        return true;
      }
      Set<String> meant = new HashSet<>();
      versions.aliases(function).forEach(alias -> meant.addAll(alias.versions()));
      for (String version : all.subList(keep, all.size())) {
        if (!meant.contains(version)) {
          versions.deleteVersion(function, version);
          progress.detail("%s: version %s is deleted".formatted(function, version));
        }
      }
      return true;
    } catch (ChirpException e) {
      progress.warn("Old versions of '%s' stay: %s".formatted(function, e.problem()), e);
      return false;
    }
  }
}
