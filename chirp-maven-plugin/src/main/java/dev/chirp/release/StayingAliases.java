package dev.chirp.release;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.aws.Workers;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What a deploy without an alias leaves as it was: aliases that still mean a published version. */
public record StayingAliases(Aws aws, Progress progress) {

  /**
   * One line for each alias. Who may not list aliases, or cannot, is told nothing: all is deployed.
   *
   * @param changed names on Lambda; each is asked for once
   */
  public List<String> lines(List<String> changed) {
    Map<String, Map<String, String>> staying = new TreeMap<>();
    try (Workers workers = new Workers()) {
      List<Future<List<Alias>>> found =
          changed.stream().map(each -> workers.start(() -> aliases(each))).toList();
      for (int i = 0; i < changed.size(); i++) {
        for (Alias alias : Workers.get(found.get(i))) {
          staying
              .computeIfAbsent(alias.name(), name -> new TreeMap<>())
              .put(changed.get(i), alias.version());
        }
      }
    } catch (ChirpException e) {
      progress.detail(e.problem());
    }
    return staying.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList();
  }

  private List<Alias> aliases(String function) {
    return AwsRefusal.found(() -> new LambdaVersions(aws).aliases(function))
        .orElse(List.of())
        .stream()
        .filter(alias -> !alias.version().equals(LambdaVersions.LATEST))
        .toList();
  }

  private static String line(String alias, Map<String, String> versions) {
    return "alias %s still means %s, which this deploy did not change; -Dchirp.alias=%s moves it"
        .formatted(
            alias,
            versions.entrySet().stream()
                .map(each -> "%s of %s".formatted(each.getValue(), each.getKey()))
                .collect(Collectors.joining(", ")),
            alias);
  }
}
