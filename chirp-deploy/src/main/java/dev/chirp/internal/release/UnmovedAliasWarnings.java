package dev.chirp.internal.release;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.List;

/**
 * Warnings about aliases that a deploy without an alias did not move, because they point to a
 * published version. A release gives all functions the same aliases, so one call for one function
 * is enough.
 */
public record UnmovedAliasWarnings(Aws aws, Progress progress) {

  /**
   * Returns one line per alias. Empty if the aliases cannot be listed, because the deploy itself
   * succeeded.
   *
   * @param changed names on Lambda; only the first is read
   */
  public List<String> lines(List<String> changed) {
    try {
      return changed.stream().limit(1).flatMap(each -> lines(each).stream()).toList();
    } catch (ChirpException e) {
      progress.detail(e.problem(), e);
      return List.of();
    }
  }

  private List<String> lines(String function) {
    return AwsRefusal.found(() -> new LambdaVersions(aws).aliases(function))
        .orElse(List.of())
        .stream()
        .filter(alias -> !alias.version().equals(LambdaVersions.LATEST))
        .map(
            alias ->
                "alias %s still points to version %s of %s, which this deploy did not change; -Dchirp.alias=%s moves it"
                    .formatted(alias.name(), alias.version(), function, alias.name()))
        .toList();
  }
}
