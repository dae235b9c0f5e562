package dev.chirp.internal.release;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.List;

/**
 * What a deploy without an alias leaves as it was: aliases that still mean a published version. A
 * release gives all functions the same aliases, so one function is asked, with one call.
 */
public record UnmovedAliasWarnings(Aws aws, Progress progress) {

  /**
   * One line for each alias. Who may not list aliases, or cannot, is told nothing: all is deployed.
   *
   * @param changed names on Lambda; the first is asked for
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
                "alias %s still means version %s of %s, which this deploy did not change; -Dchirp.alias=%s moves it"
                    .formatted(alias.name(), alias.version(), function, alias.name()))
        .toList();
  }
}
